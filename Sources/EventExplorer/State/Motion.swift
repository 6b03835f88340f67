/// A move within a list.
enum Motion: Hashable, Sendable {
  /// So many rows down; up if negative.
  case rows(Int)
  /// So many pages down; up if negative.
  case pages(Int)
  /// To the beginning.
  case first
  /// To the end, and on with what comes.
  case last
}

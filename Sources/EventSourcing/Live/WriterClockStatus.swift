/// How the wall clock of a background writer stands.
///
/// Its event ids are drawn from it: what it is wrong by decides where they stand in an index of ids.
public struct WriterClockStatus: Hashable, Sendable {
  /// The writer's number, from 1.
  public var number: Int
  /// By how much the clock is wrong, in microseconds; positive: ahead of the store's time.
  public var offsetMicroseconds: Int64

  /// Creates a status.
  public init(number: Int, offsetMicroseconds: Int64) {
    self.number = number
    self.offsetMicroseconds = offsetMicroseconds
  }
}

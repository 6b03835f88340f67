/// A demo that was asked for and is not there yet.
struct PendingOpening: Hashable, Sendable {
  /// The screen to go back to from it; nil: there is none.
  var origin: Screen?
  /// What of the wanted load it does not have, in words.
  var differences: [String]
}

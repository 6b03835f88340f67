import VirtualTime

/// An architecture whose stream shows an event in the instant of its commit.
protocol ShownAtCommit: Architecture {
  /// What was committed and not handed over yet.
  var shown: CommittedEntries { get set }
}

extension ShownAtCommit {
  /// At once, if something was committed and not handed over yet.
  public var nextInstant: Instant? { shown.nextInstant }

  /// Hands over what was committed.
  public mutating func advance(to now: Instant, into sink: inout [StreamEntry]) {
    shown.take(into: &sink)
  }

  /// What was committed and not handed over yet.
  public var pendingEntries: Int64 { shown.count }
}

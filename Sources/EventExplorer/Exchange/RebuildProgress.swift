public import EventSourcing

/// How far the rebuild of a projection is.
public struct RebuildProgress: Hashable, Sendable {
  /// What came of it.
  public enum Outcome: Hashable, Sendable {
    /// It runs.
    case running
    /// It is done; so many accounts that were wrong before are right now, and so many still wrong.
    case done(mended: Int, wrong: Int64)
    /// It failed, and nothing is changed.
    case failed
  }

  /// The reader that replays.
  public var reader: ReaderStrategy
  /// Events replayed so far.
  public var events: Int64
  /// Events that the stream shows.
  public var total: Int64
  /// What came of it.
  public var outcome: Outcome

  /// Creates progress.
  public init(
    reader: ReaderStrategy, events: Int64 = 0, total: Int64 = 0, outcome: Outcome = .running
  ) {
    self.reader = reader
    self.events = events
    self.total = total
    self.outcome = outcome
  }

  /// How much of it is done, in percent; 99 until all is.
  var percent: Int {
    total > 0 ? min(99, Int(Double(events) / Double(total) * 100)) : 0
  }
}

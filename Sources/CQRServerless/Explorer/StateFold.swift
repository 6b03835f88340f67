import Architectures
import EventSourcing

/// Folds an aggregate's state up to a version, and goes on from where it was.
struct StateFold {
  private var aggregate: AggregateID?
  private var state = AggregateState()
  /// The version up to which events were read.
  private var version: AggregateVersion = 0
  /// How many of those the store has lost.
  private var lost: Int64 = 0

  /// How many events are read at a time.
  private static let piece: AggregateVersion = 1_000

  /// The state up to a version, and how many of the events that made it the store has lost.
  mutating func state(
    of aggregate: AggregateID, through version: AggregateVersion, in table: any EventTable
  ) throws -> (state: AggregateState, lost: Int64) {
    if self.aggregate != aggregate || self.version >= version {
      (self.aggregate, state, self.version, lost) = (aggregate, AggregateState(), 0, 0)
    }
    while self.version < version {
      let last = min(version, self.version + Self.piece)
      let page = try table.page(of: aggregate, versions: self.version + 1...last)
      for recorded in page { state.apply(recorded.event) }
      lost += last - self.version - Int64(page.count)
      self.version = last
    }
    return (state, lost)
  }
}

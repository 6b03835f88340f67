import Architectures
import EventSourcing

/// Folds an aggregate's state up to a version, and goes on from where it was.
struct StateFold {
  private var aggregate: AggregateID?
  private var state = AggregateState()

  /// How many events are read at a time.
  private static let piece = 1_000

  /// The state up to a version.
  mutating func state(
    of aggregate: AggregateID, through version: AggregateVersion, in table: any EventTable
  ) throws -> AggregateState {
    if self.aggregate != aggregate || state.version >= version {
      (self.aggregate, state) = (aggregate, AggregateState())
    }
    while state.version < version {
      let count = min(Self.piece, Int(version - state.version))
      let page = try table.page(of: aggregate, from: state.version + 1, limit: count)
      guard !page.isEmpty else { break }
      for recorded in page { state.apply(recorded.event) }
    }
    return state
  }
}

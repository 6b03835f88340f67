import Dispatch
public import EventSourcing
import VirtualTime

extension LiveCloud {
  /// What became of events: how far the stream and the readers are with each.
  ///
  /// The readers are known of the last 1,000 events that were appended here; of others it is read what the
  /// stream kept. It waits for the cloud's queue: not to be called from ``onChange``.
  /// - Parameter positions: The events' positions; what is not committed is left out.
  /// - Returns: What is known of each, by position.
  /// - Throws: `EventStoreError` where it is read and can't be.
  public func followed(_ positions: [Int64]) throws -> [Int64: FollowedEvent] {
    var events: [Int64: FollowedEvent] = [:]
    queue.sync { for position in positions { events[position] = readers.followed[position] } }
    let others = positions.filter { events[$0] == nil }
    guard !others.isEmpty else { return events }
    let rows = try stream.rows(ofPositions: others)
    for recorded in try table.page(atPositions: others) {
      var event = FollowedEvent()
      if let row = rows[recorded.position] {
        // What was there before an overlay was laid was visible from the first.
        event.visibleAfter = row.visibleAt.map { $0 - recorded.committedAt } ?? 0
        if row.isBehindCheckpoint {
          event.readers = [ReaderOutcome(strategy: .checkpoint, fate: .missed)]
        }
      }
      events[recorded.position] = event
    }
    return events
  }
}

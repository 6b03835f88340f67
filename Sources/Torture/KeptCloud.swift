import Architectures
import EmbeddedStore
import EventSourcing
import LiveDriver

/// An architecture whose stream is kept in the store's file: what is derived from the events, and must catch up.
enum KeptCloud {
  private static let architecture = ArchitectureName.dynamoDBWithKSUIDs

  /// Moves the stream; nil where another process does.
  static func running(on store: SQLiteEventStore) throws -> LiveCloud? {
    _ = try store.settle(architecture: architecture.rawValue)
    do {
      let cloud = try LiveCloud(
        table: store, architecture: architecture, placement: .inStore, seed: 0, withWriters: false)
      cloud.run()
      return cloud
    } catch EventStoreError.busy {
      return nil
    }
  }

  /// Moves the stream until it shows every event.
  /// - Returns: The positions in the order in which they became visible; nil: it did not catch up.
  static func positionsCaughtUp(on store: SQLiteEventStore) async throws -> [Int64]? {
    guard let cloud = try running(on: store) else { return nil }
    let last = try store.lastPosition()
    var shown = try cloud.stream.lastRow()
    while shown < last {
      let more = try cloud.stream.waitForRow(after: shown, timeoutMicroseconds: 10_000_000)
      guard more > shown else { break }
      shown = more
    }
    await cloud.stop()
    guard shown == last else { return nil }
    return try cloud.stream.rows(after: 0, limit: Int(last) + 1).map(\.position)
  }
}

import Architectures
import EmbeddedStore
import EventSourcing
import LiveDriver
import VirtualTime

/// A store that is appended to as the architecture whose stream it keeps would: its events go to their index
/// shards.
struct AppendedStore {
  private let store: SQLiteEventStore
  /// The architecture; nil for a store that keeps no stream.
  private var cloud: (any Architecture)?

  /// - Throws: `EventStoreError` if the store can't be read.
  init(_ store: SQLiteEventStore) throws {
    self.store = store
    cloud = try store.architecture().flatMap(ArchitectureName.init).map { name in
      name.cloud(
        shards: try store.shards() ?? LiveSettings().shards, seed: 0, start: .simulationStart)
    }
  }

  /// Stores a request's events.
  /// - Throws: `EventStoreError`.
  mutating func append(_ request: AppendRequest) throws -> AppendReceipt {
    try begin(request).take()
  }

  /// Begins to store a request's events.
  mutating func begin(_ request: AppendRequest) -> PendingResult<AppendReceipt> {
    var placed = request
    cloud?.place(&placed)
    return PendingResult { [store, placed] in try await store.append(placed) }
  }
}

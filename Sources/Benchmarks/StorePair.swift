import CYardstick
import EmbeddedStore
import EventSourcing
import Foundation

/// A store of the library's, and one that the yardstick fills.
struct StorePair {
  /// The library's.
  let store: SQLiteEventStore
  /// The yardstick's.
  let yardstick: OpaquePointer
  /// Where they lie.
  let path, yardstickPath: String
  private let folder: WorkFolder
  private let accounts: Int

  /// Makes both, in a folder of their own.
  /// - Throws: `EventStoreError`, `YardstickFailed`.
  init(accounts: Int, _ durability: StoreOptions.Durability) throws {
    self.accounts = accounts
    folder = try WorkFolder()
    let other = folder.path("yardstick.db")
    (path, yardstickPath) = (folder.path("store.db"), other)
    try SQLiteEventStore.open(other).close()
    store = try SQLiteEventStore.open(
      path, options: StoreOptions(durability: durability))
    let level: Int32 = durability == .full ? 2 : 0
    guard let opened = yardstick_open(other, level, Int64(accounts)) else {
      throw YardstickFailed()
    }
    yardstick = opened
  }

  /// A request of as many invented events.
  func request(events: Int) throws -> AppendRequest {
    AppendRequest(
      try (0..<events).map { _ in
        NewEvent(
          aggregateID: try AggregateID("account-\(Int.random(in: 0..<accounts))"),
          eventType: try EventType("MONEY_DEPOSITED"),
          metadata: try Metadata(#"{"amount":\#(Int.random(in: 0..<50_000))}"#))
      })
  }

  /// Removes both.
  func remove() {
    store.close()
    yardstick_close(yardstick)
    folder.remove()
  }
}

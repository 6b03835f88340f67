import EmbeddedStore
import EventSourcing
import Foundation
import VirtualTime

/// A store of invented accounts to measure on, kept or for one run.
struct FilledStore {
  /// The store's file.
  let path: String
  private let isKept: Bool

  /// How many events share a commit.
  private static let batch = 10_000

  /// Makes a store, or takes the one that is there.
  /// - Parameters:
  ///   - path: Where it is, and stays; nil: it is made for this run.
  ///   - events: How many events it has.
  ///   - accounts: How many accounts they are spread over.
  /// - Throws: `EventStoreError`.
  init(path: String?, events: Int, accounts: Int) async throws {
    isKept = path != nil
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-benchmark-\(UUID().uuidString).db")
    self.path = path ?? folder.path
    let start = Date()
    let store = try SQLiteEventStore.open(self.path, options: StoreOptions(durability: .off))
    let found = Int(try store.lastPosition())
    if found < events { try await Self.fill(store, from: found, to: events, accounts: accounts) }
    let totals = try store.totals()
    store.close()
    let seconds = Figures.rounded(Date().timeIntervalSince(start))
    print("\(totals.events) events of \(totals.aggregates) accounts", terminator: "")
    print(found < events ? ", \(events - found) of them appended in \(seconds) s" : "")
  }

  /// Removes it, unless it is kept.
  func remove() {
    guard !isKept else { return }
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }

  private static func fill(
    _ store: SQLiteEventStore, from first: Int, to end: Int, accounts: Int
  ) async throws {
    var random = SeededRandom(seed: UInt64(first) + 1)
    let types = try ["MONEY_DEPOSITED", "MONEY_WITHDRAWN"].map { try EventType($0) }
    let opening = try EventType("ACCOUNT_CREATED")
    for start in stride(from: first, to: end, by: batch) {
      let events = try (start..<min(start + batch, end)).map { number in
        // Every account is opened once, in between the others' events.
        let newest = number * accounts / end
        let opens = number == 0 || (number - 1) * accounts / end != newest
        let account = opens ? newest : Int(random.below(UInt64(newest + 1)))
        let word = UInt64(account) &* 0x9E37_79B9_7F4A_7C15
        return NewEvent(
          aggregateID: try AggregateID("account-" + String(word, radix: 16)),
          eventType: opens ? opening : types[Int(random.below(2))],
          metadata: try Metadata(
            opens ? #"{"name":"Holder \#(account)"}"# : #"{"amount":\#(number % 50_000 + 1)}"#))
      }
      _ = try await store.append(AppendRequest(events))
    }
  }
}

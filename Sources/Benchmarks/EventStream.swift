import EmbeddedStore
import EventSourcing
import Foundation
import VirtualTime

/// Appends to a store at a steady rate, from a thread of its own, until it is ended.
///
/// Unchecked, because the lock guards what changes.
final class EventStream: @unchecked Sendable {
  private let lock = NSLock()
  private var isEnded = false
  private var failure: (any Error)?
  private let done = DispatchSemaphore(value: 0)

  /// How many appends a second there are at most; each takes as many events as the rate wants.
  private static let appendsPerSecond = 200

  /// Begins to append.
  /// - Parameters:
  ///   - path: The store.
  ///   - eventsPerSecond: How many events.
  init(into path: String, eventsPerSecond: Int) {
    Task(priority: .high) { [self] in
      do {
        try await append(path, eventsPerSecond)
      } catch {
        lock.withLock { failure = error }
      }
      done.signal()
    }
  }

  /// Ends it.
  /// - Throws: What made it end before.
  func end() throws {
    lock.withLock { isEnded = true }
    done.wait()
    if let failure { throw failure }
  }

  private func append(_ path: String, _ rate: Int) async throws {
    // What is measured is not the disk.
    let store = try SQLiteEventStore.open(path, options: StoreOptions(durability: .off))
    let type = try EventType("MONEY_DEPOSITED")
    let metadata = try Metadata(#"{"amount":100}"#)
    let accounts = try store.aggregates(AggregateQuery(limit: 1_000)).map(\.aggregateID)
    var random = SeededRandom(seed: UInt64(rate))
    let start = Date()
    var appended = 0
    while !lock.withLock({ isEnded }) {
      let due = Int(-start.timeIntervalSinceNow * Double(rate)) - appended
      if due > 0 {
        let events = (0..<due).map { _ in
          NewEvent(
            aggregateID: accounts[Int(random.below(UInt64(accounts.count)))], eventType: type,
            metadata: metadata)
        }
        _ = try await store.append(AppendRequest(events))
        appended += due
      }
      try await Task.sleep(for: .microseconds(1_000_000 / Self.appendsPerSecond))
    }
    store.close()
  }
}

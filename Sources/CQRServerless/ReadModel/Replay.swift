import Architectures
import EventSourcing
import VirtualTime

/// A stream read from its beginning by a reader: what a projection that is built anew is handed.
struct Replay {
  /// The positions of what was delivered.
  private(set) var delivered = PositionSet()
  private var reader: any StreamReader
  /// How many events are asked for at a time.
  private static let piece = 1_000

  /// Begins at the start of a store's stream; nil if the strategy has no use there.
  /// - Parameters:
  ///   - strategy: How it reads.
  ///   - store: The store.
  ///   - skewMicroseconds: How far apart the writers' clocks are thought to be.
  init?(
    _ strategy: ReaderStrategy, of store: any EventStore, skewMicroseconds: Int64 = 50_000
  ) {
    let bound = SafeHorizonReader.bound(skewMicroseconds: skewMicroseconds)
    guard strategy.fits(store),
      let reader = strategy.reader(resuming: store.start, boundMicroseconds: bound)
    else { return nil }
    self.reader = reader
  }

  /// Asks once.
  /// - Parameters:
  ///   - store: The store.
  ///   - now: The time of the question.
  ///   - deliver: Is handed each event, once.
  /// - Returns: Whether there is more.
  /// - Throws: `EventStoreError`.
  mutating func goOn(
    _ store: any EventStore, now: Instant, deliver: (RecordedEvent) -> Void = { _ in }
  ) async throws -> Bool {
    for recorded in try await reader.poll(store, now: now, limit: Self.piece)
    where delivered.insert(recorded.position) { deliver(recorded) }
    return reader.hasMore
  }
}

import Architectures
import EventSourcing
import VirtualTime

/// Invented events of the accounts domain, the same for the same seed, without end.
struct SampleEvents {
  private var domain: AccountsDomain
  private var random: SeededRandom
  private let clockSkewMilliseconds: Int64
  private var now: Instant
  /// Events of the last command that were not given yet.
  private var waiting: ArraySlice<Event> = []

  /// The longest time between two commands, in microseconds.
  static let longestPause: Int64 = 2_000_000

  init(seed: UInt64, accounts: Int, clockSkewMilliseconds: Int64, start: Instant) {
    domain = AccountsDomain(wantedAccounts: accounts)
    random = SeededRandom(seed: seed)
    self.clockSkewMilliseconds = clockSkewMilliseconds
    now = start
  }

  /// The next event, and when it was committed.
  mutating func next() -> (event: Event, committedAt: Instant) {
    while true {
      if let event = waiting.popFirst() { return (event, now) }
      now = now.advanced(byMicroseconds: random.number(in: 50_000...Self.longestPause))
      let farthest = 2 * clockSkewMilliseconds
      let reading = now.advanced(
        byMicroseconds: random.number(in: -farthest...farthest) * 1_000)
      let command = domain.decide(&random, now: reading)
      domain.ended(command)
      for event in domain.request(for: command).events {
        let complete = Event(
          aggregateID: event.aggregateID,
          aggregateVersion: (domain[event.aggregateID]?.version ?? 0) + 1,
          eventID: KSUID(clamping: reading, using: &random), eventVersion: event.eventVersion,
          eventType: event.eventType, metadata: event.metadata)
        domain.learn(complete)
        waiting.append(complete)
      }
    }
  }
}

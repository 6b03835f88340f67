import EventSourcing
import VirtualTime

/// Random requests, to a store and to the simplest one: both must answer alike.
struct OracleComparison {
  private let trial: Trial
  private let oracle = InMemoryEventStore()
  private var random: SeededRandom
  /// What was stored, to be asked for again.
  private var stored: [NewEvent] = []
  private var nextID = 1

  init(trial: Trial) {
    self.trial = trial
    random = SeededRandom(seed: trial.kind.seed)
  }

  mutating func run(rounds: Int) async throws {
    for round in 0..<rounds {
      let request = try await draw()
      let wanted = await answer(of: oracle, to: request)
      let given = await answer(of: trial.store, to: request)
      try expect(
        given.fits(wanted, alone: request.events.count == 1),
        "round \(round): \(request.events) expecting \(request.expected): "
          + "answered \(given), wanted \(wanted)")
      if case .stored = wanted { stored += request.events }
    }
    for name in Self.names {
      let wanted = try await Trial(kind: trial.kind, store: oracle).events(of: name)
      let given = try await trial.events(of: name)
      try expect(given.map(\.event) == wanted.map(\.event), "\(name) holds something else")
    }
    let wanted = try await Trial(kind: trial.kind, store: oracle).stream().events
    let given = try await trial.settledStream()
    try expect(Set(given.map(\.event)) == Set(wanted.map(\.event)), "the streams differ")
    try expect(given.count == wanted.count, "\(given.count) events of \(wanted.count)")
  }

  private static let names = ["a", "b", "c", "d"]

  /// Draws a request; every mistake there is comes up, most requests have none.
  private mutating func draw() async throws -> AppendRequest {
    var events: [NewEvent] = []
    let count = Int.random(in: 1...3, using: &random)
    for _ in 0..<count { events.append(try await drawEvent()) }
    var request = AppendRequest(events)
    if count == 1, chance(1, of: 2) {
      let aggregate = events[0].aggregateID
      let seen = try await version(of: aggregate) + (chance(1, of: 3) ? drawn(-2...1) : 0)
      request.expected[aggregate] = .exactly(max(0, seen))
    }
    return request
  }

  private mutating func drawEvent() async throws -> NewEvent {
    if !stored.isEmpty, chance(1, of: 6) {
      var again = stored[Int.random(in: 0..<stored.count, using: &random)]
      if chance(1, of: 3) { again.metadata = try Metadata("{\"other\":\(random.next())}") }
      return again
    }
    let name = Self.names[Int.random(in: 0..<Self.names.count, using: &random)]
    var event = try trial.event(name, id: nextID, metadata: "{\"n\":\(random.next())}")
    nextID += 1
    if chance(1, of: 3) {
      let version = try await version(of: event.aggregateID) + 1
      event.aggregateVersion = max(1, version + (chance(1, of: 3) ? drawn(-2...2) : 0))
    }
    return event
  }

  private func version(of aggregate: AggregateID) async throws -> AggregateVersion {
    let events = try await Trial(kind: trial.kind, store: oracle).events(of: aggregate)
    return events.last?.event.aggregateVersion ?? 0
  }

  private mutating func chance(_ share: Int, of whole: Int) -> Bool {
    Int.random(in: 0..<whole, using: &random) < share
  }

  private mutating func drawn(_ range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &random)
  }

  // MARK: Answers

  private enum Answer {
    case stored([Event], wasStoredBefore: [Bool])
    case refused(EventStoreError.Rejection)
    case failed(any Error)

    /// Of several mistakes in one request a store may name any; of one event's it must name that.
    func fits(_ wanted: Answer, alone: Bool) -> Bool {
      switch (self, wanted) {
      case (.stored(let events, let before), .stored(let wantedEvents, let wantedBefore)):
        events == wantedEvents && before == wantedBefore
      case (.refused(.versionConflict(let id, _, let actual)), .refused(let wanted)) where alone:
        if case .versionConflict(id, _, actual) = wanted { true } else { false }
      case (.refused(let reason), .refused(let wanted)): !alone || reason == wanted
      default: false
      }
    }
  }

  private func answer(of store: any EventStore, to request: AppendRequest) async -> Answer {
    do {
      let entries = try await store.append(request).entries
      return .stored(
        entries.map(\.recorded.event), wasStoredBefore: entries.map(\.wasStoredBefore))
    } catch EventStoreError.rejected(_, let reason) {
      return .refused(reason)
    } catch {
      return .failed(error)
    }
  }
}

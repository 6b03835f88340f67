import EventSourcing
import VirtualTime

extension ConformanceRule {
  /// What `guarantees` declares is kept.
  static let promises = [
    ConformanceRule("the stream holds every event once, in the order that is promised") { trial in
      var random = SeededRandom(seed: trial.kind.seed)
      let ids = Array(1...60).shuffled(using: &random)
      for pair in stride(from: 0, to: ids.count, by: 2) {
        let names = (0..<2).map { _ in "a\(Int.random(in: 0..<5, using: &random))" }
        try await trial.append([
          trial.event(names[0], id: ids[pair]), trial.event(names[1], id: ids[pair + 1]),
        ])
      }
      let stream = try await trial.settledStream()
      let sorted = stream.map(\.position).sorted()
      try expect(sorted == Array(1...60), "it does not hold each event once: \(sorted)")
      switch trial.store.guarantees.globalOrder {
      case .none: break
      case .total:
        try expect(stream.map(\.position) == sorted, "it does not have the order of commits")
      case .perAggregate:
        for (name, events) in Dictionary(grouping: stream, by: \.event.aggregateID) {
          let versions = events.map(\.event.aggregateVersion)
          try expect(versions == versions.sorted(), "\(name) is out of order: \(versions)")
        }
      }
    },
    ConformanceRule("where own writes are promised, the stream shows them at once") { trial in
      guard trial.store.guarantees.readsOwnWrites else { return }
      var cursor = trial.store.start
      for number in 1...20 {
        let stored = try await trial.append([trial.event("a\(number % 3)", id: number)])
        let page = try await trial.store.events(after: cursor, limit: 10)
        try expect(Array(page) == stored, "event \(number) is not there yet")
        cursor = page.next
      }
    },
    ConformanceRule("where nothing appears behind a cursor, who follows misses nothing") { trial in
      guard !trial.store.guarantees.appearsBehindCursor else { return }
      let rounds = 20
      let followed = try await withThrowingTaskGroup(of: [RecordedEvent].self) { group in
        for writer in 0..<4 {
          group.addTask {
            for round in 0..<rounds {
              // Ids descend: were they the order, the follower would have passed them.
              try await trial.append([
                trial.event("a\(writer)", id: 1000 - writer * rounds - round)
              ])
            }
            return []
          }
        }
        group.addTask { try await trial.follow(count: 4 * rounds) }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      let stream = try await trial.settledStream()
      try expect(followed == stream, "it saw \(followed.count) events, or in another order")
    },
  ]
}

extension Trial {
  /// Follows the stream until so many events have come, or it stays still for too long.
  fileprivate func follow(count: Int) async throws -> [RecordedEvent] {
    var seen: [RecordedEvent] = []
    var cursor = store.start
    var idle = 0
    while seen.count < count {
      let page = try await store.events(after: cursor, limit: 7)
      seen += page
      cursor = page.next
      idle = page.isEmpty ? idle + 1 : 0
      try expect(idle < 100_000, "only \(seen.count) of \(count) events came")
      if page.isEmpty { await Task.yield() }
    }
    return seen
  }
}

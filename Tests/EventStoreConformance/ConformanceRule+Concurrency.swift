import EventSourcing

extension ConformanceRule {
  private static let writers = 16

  static let concurrency = [
    ConformanceRule("of 16 writers at once exactly one wins each version") { trial in
      let a = try trial.aggregate("a")
      for round in 0..<6 {
        let seen = AggregateVersion(round)
        let winners = try await trial.race(writers) { writer in
          let event = try trial.event("a", id: round * writers + writer)
          do {
            try await trial.append([event], expected: [a: .exactly(seen)])
            return true
          } catch EventStoreError.rejected(0, .versionConflict(a, expected: seen, _)) {
            return false
          }
        }
        try expect(winners == 1, "\(winners) writers won version \(seen + 1)")
      }
      let versions = try await trial.events(of: "a").map(\.event.aggregateVersion)
      try expect(versions == [1, 2, 3, 4, 5, 6], "versions are \(versions)")
    },
    ConformanceRule("16 writers that expect nothing are all stored, without gaps") { trial in
      let rounds = 5
      let stored = try await trial.race(writers) { writer in
        for round in 0..<rounds {
          let number = writer * rounds + round
          try await trial.append([
            trial.event("shared", id: 2 * number), trial.event("own\(writer)", id: 2 * number + 1),
          ])
        }
        return true
      }
      try expect(stored == writers, "a writer failed")
      let versions = try await trial.events(of: "shared").map(\.event.aggregateVersion)
      try expect(versions == Array(1...Int64(writers * rounds)), "versions are \(versions)")
      let positions = try await trial.settledStream().map(\.position).sorted()
      try expect(positions == Array(1...Int64(2 * writers * rounds)), "positions are \(positions)")
    },
    ConformanceRule("the same event from 16 writers at once is stored once") { trial in
      let event = try trial.event("a", id: 1)
      let firsts = try await trial.race(writers) { _ in
        let receipt = try await trial.store.append(AppendRequest([event]))
        return !receipt.entries[0].wasStoredBefore
      }
      try expect(firsts == 1, "\(firsts) writers were told that theirs was the first")
      try expect(try await trial.events(of: "a").count == 1, "it was stored several times")
    },
  ]
}

extension Trial {
  /// Runs writers at once and counts those that say true.
  fileprivate func race(
    _ writers: Int, _ write: @escaping @Sendable (Int) async throws -> Bool
  ) async throws -> Int {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for writer in 0..<writers { group.addTask { try await write(writer) } }
      var count = 0
      for try await isTrue in group where isTrue { count += 1 }
      return count
    }
  }
}

import EventSourcing

extension ConformanceRule {
  static let retrying = [
    ConformanceRule("the same event again is answered as the first time") { trial in
      let a = try trial.aggregate("a")
      let first = try trial.event("a", id: 1, metadata: "{\"n\":1}")
      let stored = try await trial.append([first], expected: [a: .exactly(0)])
      try await trial.fill("a", count: 2, firstID: 2)
      var numbered = first
      numbered.aggregateVersion = 1
      for again in [first, numbered] {
        for expected: [AggregateID: ExpectedVersion] in [[:], [a: .exactly(0)], [a: .exactly(3)]] {
          let receipt = try await trial.store.append(AppendRequest([again], expected: expected))
          try expect(receipt.entries.map(\.recorded) == stored, "answered otherwise")
          try expect(receipt.entries[0].wasStoredBefore, "it does not say that it was there")
        }
      }
      try expect(try await trial.events(of: "a").count == 3, "it was stored twice")
    },
    ConformanceRule("of a request that is stored in part the rest is stored") { trial in
      let stored = try await trial.fill("a", count: 2)
      let receipt = try await trial.store.append(
        AppendRequest([
          trial.event("a", id: 2), trial.event("a", id: 3), trial.event("b", id: 4),
          trial.event("a", id: 1),
        ]))
      try expect(
        receipt.entries.map(\.wasStoredBefore) == [true, false, false, true],
        "it says \(receipt.entries.map(\.wasStoredBefore))")
      try expect(receipt.entries[0].recorded == stored[1], "answered otherwise")
      let versions = receipt.entries.map(\.recorded.event.aggregateVersion)
      try expect(versions == [2, 3, 1, 1], "versions are \(versions)")
    },
    ConformanceRule("an id that is stored with other content is refused") { trial in
      try await trial.append([
        trial.event("a", id: 1, eventVersion: 2, metadata: "{\"n\":1}"), trial.event("a", id: 2),
      ])
      let same = try trial.event("a", id: 1, eventVersion: 2, metadata: "{\"n\":1}")
      let others = try [
        ("aggregateId", trial.event("b", id: 1, eventVersion: 2, metadata: "{\"n\":1}")),
        (
          "aggregateVersion",
          trial.event("a", version: 3, id: 1, eventVersion: 2, metadata: "{\"n\":1}")
        ),
        ("eventVersion", trial.event("a", id: 1, eventVersion: 3, metadata: "{\"n\":1}")),
        (
          "eventType",
          trial.event("a", id: 1, eventVersion: 2, type: "MISSED", metadata: "{\"n\":1}")
        ),
        ("metadata", trial.event("a", id: 1, eventVersion: 2, metadata: "{\"n\":2}")),
      ]
      for (field, other) in others {
        try await trial.refuse([trial.event("c", id: 9), other]) { index, reason in
          index == 1 && reason == .idTaken(trial.id(1), difference: field)
        }
      }
      try expect(try await trial.append([same]).count == 1, "the same is refused as well")
    },
    ConformanceRule("one id for two events of a request is refused") { trial in
      try await trial.refuse(
        [trial.event("a", id: 1), trial.event("b", id: 1)]
      ) { index, reason in
        index == 1 && reason == .idTaken(trial.id(1), difference: "aggregateId")
      }
    },
    ConformanceRule("ids that are left out are drawn, each another") { trial in
      var ids: Set<KSUID> = []
      for _ in 0..<20 {
        let recorded = try await trial.append([trial.event("a"), trial.event("b")])
        ids.formUnion(recorded.map(\.event.eventID))
      }
      try expect(ids.count == 40, "40 events have \(ids.count) ids")
    },
  ]
}

import EventSourcing

extension ConformanceRule {
  static let appending = [
    ConformanceRule("an event is stored as it was given, and read back the same") { trial in
      let new = try trial.event("a", id: 1, eventVersion: 7, metadata: "{\"n\":1}")
      let recorded = try await trial.append([new])
      try expect(recorded.count == 1, "\(recorded.count) answers to one event")
      try expect(new.difference(from: recorded[0].event) == nil, "answered \(recorded[0].event)")
      try expect(recorded[0].event.eventID == new.eventID, "it has another id")
      try expect(recorded[0].event.aggregateVersion == 1, "the first version is not 1")
      try expect(try await trial.events(of: "a") == recorded, "the aggregate holds something else")
      let others = try await trial.events(of: "b")
      try expect(others.isEmpty, "an aggregate without events has \(others.count)")
    },
    ConformanceRule("a version of its own follows whatever is there") { trial in
      let recorded = try await trial.fill("a", count: 5)
      try expect(recorded.map(\.event.aggregateVersion) == [1, 2, 3, 4, 5], "versions have gaps")
      let positions = recorded.map(\.position)
      try expect(positions == positions.sorted(), "positions \(positions) do not ascend")
    },
    ConformanceRule("an empty request is answered with nothing") { trial in
      try expect(try await trial.append([]).isEmpty, "nothing was asked, something answered")
    },
    ConformanceRule("an expected version that is there is taken") { trial in
      let a = try trial.aggregate("a")
      try await trial.append([trial.event("a", id: 1)], expected: [a: .exactly(0)])
      try await trial.append([trial.event("a", id: 2)], expected: [a: .exactly(1)])
      try await trial.append([trial.event("a", id: 3)], expected: [a: .any])
      try expect(try await trial.events(of: "a").count == 3, "not all were stored")
    },
    ConformanceRule("another expected version is a conflict, and nothing is written") { trial in
      try await trial.fill("a", count: 2)
      let a = try trial.aggregate("a")
      for expected in [0, 1, 3] as [AggregateVersion] {
        try await trial.refuse(
          [trial.event("a", id: 10)], expected: [a: .exactly(expected)]
        ) { index, reason in
          index == 0 && reason == .versionConflict(a, expected: expected, actual: 2)
        }
      }
      let b = try trial.aggregate("b")
      try await trial.refuse([trial.event("b", id: 11)], expected: [b: .exactly(1)]) { _, reason in
        reason == .versionConflict(b, expected: 1, actual: 0)
      }
    },
    ConformanceRule("a version asked for is given, one that is taken or leaves a gap is not") {
      trial in
      try await trial.append([trial.event("a", version: 1, id: 1)])
      try await trial.append([trial.event("a", version: 2, id: 2)])
      let a = try trial.aggregate("a")
      try await trial.refuse([trial.event("a", version: 2, id: 3)]) { _, reason in
        guard case .versionConflict(a, _, actual: 2) = reason else { return false }
        return true
      }
      try await trial.refuse([trial.event("a", version: 4, id: 3)]) { _, reason in
        reason == .versionGap(a, wanted: 4, actual: 2)
      }
    },
    ConformanceRule("several events of several aggregates are stored in the request's order") {
      trial in
      try await trial.fill("b", count: 1)
      let names = ["a", "b", "a", "c", "b", "a"]
      let events = try names.enumerated().map { try trial.event($1, id: 10 + $0) }
      let recorded = try await trial.append(events)
      try expect(recorded.map(\.event.eventID) == events.map(\.eventID), "answers in another order")
      let versions = recorded.map(\.event.aggregateVersion)
      try expect(versions == [1, 2, 2, 1, 3, 3], "versions are \(versions)")
      for name in Set(names) {
        let stored = try await trial.events(of: name)
        try expect(
          stored.suffix(from: name == "b" ? 1 : 0)
            == recorded.filter { $0.event.aggregateID.description == name }[...],
          "\(name) holds something else")
      }
    },
    ConformanceRule("one event refused refuses its whole request, at every place") { trial in
      try await trial.fill("a", count: 1)
      for place in 0..<4 {
        var events = try ["b", "c", "b", "d"].enumerated().map {
          try trial.event($1, id: 20 + $0)
        }
        events[place] = try trial.event("a", version: 5, id: 30)
        try await trial.refuse(events) { index, reason in
          guard case .versionGap = reason else { return false }
          return index == place
        }
      }
      let a = try trial.aggregate("a")
      let expected: [AggregateID: ExpectedVersion] = [a: .exactly(0)]
      try await trial.refuse(
        [trial.event("b", id: 40), trial.event("a", id: 41)], expected: expected
      ) { index, reason in
        index == 1 && reason == .versionConflict(a, expected: 0, actual: 1)
      }
      try expect(try await trial.settledStream().count == 1, "a refused event is in the stream")
    },
    ConformanceRule("events that break a rule are refused") { trial in
      let large = "{\"x\":\"\(String(repeating: "x", count: ItemSize.largest))\"}"
      let broken = try [
        trial.event("a", version: 0, id: 1), trial.event("a", id: 1, eventVersion: 0),
        trial.event("a", id: 1, metadata: large),
      ]
      for event in broken {
        try await trial.refuse([trial.event("a", id: 2), event]) { index, reason in
          guard case .invalid = reason else { return false }
          return index == 1
        }
      }
    },
    ConformanceRule("the largest event is stored, one byte more is not") { trial in
      var large = try trial.event("a", id: 1, metadata: "{\"x\":\"\"}")
      let empty = ItemSize.bytes(
        aggregateID: 1, aggregateVersion: 1, eventVersion: 1, eventType: 4, metadata: 8,
        shard: large.shard)
      let text = String(repeating: "x", count: ItemSize.largest - empty)
      large.metadata = try Metadata("{\"x\":\"\(text)x\"}")
      try await trial.refuse([large]) { _, reason in
        reason == .invalid(.itemSize(bytes: ItemSize.largest + 1))
      }
      large.metadata = try Metadata("{\"x\":\"\(text)\"}")
      let recorded = try await trial.append([large])
      try expect(recorded.first?.event.metadata == large.metadata, "it came back otherwise")
    },
  ]
}

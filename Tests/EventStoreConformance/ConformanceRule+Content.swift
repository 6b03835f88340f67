import EventSourcing

extension ConformanceRule {
  static let content = [
    ConformanceRule("bytes are kept exactly, and ids differ by bytes") { trial in
      let ids = [
        "\0", "a\0b", "a\0c", "a", "\u{E9}", "e\u{301}", "\u{1F600}", "\u{202E}\u{1B}]\u{7}",
        " a", "a ", "A", "%", "_", "'; drop table events; --",
        String(repeating: "x", count: AggregateID.longestBytes),
      ]
      let metadata = [
        "{\"big\":123456789012345678901234567890,\"small\":0.100000000000000000000000000001}",
        "{\"b\":1,\"a\":2,\"b\":3}",
        "{\"nul\":\"\\u0000\",\"\\u0061\":\"\\ud83d\\ude00\u{1F600}\"}",
        "{\"e\u{301}\":\"\u{E9}\"}", "{}",
      ]
      var number = 0
      for id in ids {
        for text in metadata {
          number += 1
          let type = "T\0\u{E9}\(number % 2)"
          let new = try trial.event(id, id: number, type: type, metadata: text)
          let recorded = try await trial.append([new])
          try expect(new.difference(from: recorded[0].event) == nil, "answered otherwise")
        }
      }
      for id in ids {
        let events = try await trial.events(of: id)
        try expect(events.count == metadata.count, "an aggregate has \(events.count) events")
        for (event, text) in zip(events, metadata) {
          try expect(event.event.metadata.bytes.elementsEqual(text.utf8), "other metadata: \(text)")
          try expect(event.event.aggregateID.bytes.elementsEqual(id.utf8), "another aggregate")
        }
      }
      let stream = try await trial.settledStream()
      try expect(stream.count == number, "the stream has \(stream.count) of \(number) events")
      try expect(
        Set(stream.map(\.event.aggregateID)).count == ids.count, "aggregates have run together")
    },
    ConformanceRule("random requests are answered as by the simplest store there is") { trial in
      var comparison = OracleComparison(trial: trial)
      try await comparison.run(rounds: trial.kind.rounds)
    },
  ]
}

import EventSourcing

extension ConformanceRule {
  static let paging = [
    ConformanceRule("an aggregate is read from every version with every limit") { trial in
      let stored = try await trial.fill("a", count: 6)
      try await trial.fill("b", count: 2, firstID: 20)
      let a = try trial.aggregate("a")
      for from in 1...8 {
        for limit in 0...8 {
          let page = try await trial.store.events(of: a, from: Int64(from), limit: limit)
          let wanted = Array(stored.dropFirst(from - 1).prefix(limit))
          let context = "from \(from), limit \(limit)"
          try expect(page.elementsEqual(wanted.prefix(page.count)), "\(context): other events")
          try expect(page.count <= limit, "\(context): \(page.count) events")
          try expect(!page.isEmpty || wanted.isEmpty, "\(context): none")
          let isComplete = from - 1 + page.count >= stored.count
          try expect(!page.isLast || isComplete, "\(context): the last, and more follows")
        }
      }
      for limit in 1...7 {
        try expect(try await trial.events(of: a, limit: limit) == stored, "limit \(limit)")
      }
    },
    ConformanceRule("the stream is the same read with every limit, from every place") { trial in
      let total = 7
      for number in 1...total {
        try await trial.append([trial.event(["a", "b", "c"][number % 3], id: number)])
      }
      try await trial.kind.settle(trial.store)
      let (whole, places, _) = try await trial.stream()
      try expect(whole.count == total, "\(whole.count) events of \(total)")
      for limit in 1...total + 1 {
        let (events, _, cursors) = try await trial.stream(limit: limit)
        try expect(events == whole, "limit \(limit) gives another stream")
        for cursor in cursors {
          let text = cursor.description
          try expect(Cursor(text) == cursor, "the cursor \(text) reads as another")
          try expect(text.utf8.allSatisfy(isWordByte), "the cursor \(text) is no word")
        }
      }
      var cursor = trial.store.start
      for place in 0...total {
        let rest = try await trial.stream(after: cursor, limit: 3).events
        try expect(rest == Array(whole[place...]), "after \(place) events another rest follows")
        let none = try await trial.store.events(after: cursor, limit: 0)
        try expect(none.isEmpty && none.next == cursor, "a limit of 0 gives something")
        if place < total { cursor.advance(past: places[place]) }
      }
    },
    ConformanceRule("the cursor of the end gives nothing now, and what follows later") { trial in
      try await trial.fill("a", count: 3)
      try await trial.kind.settle(trial.store)
      let end = try await trial.stream().cursors.last ?? trial.store.start
      let none = try await trial.store.events(after: end, limit: 10)
      try expect(none.isEmpty && none.isLast && none.next == end, "something follows the end")
      let later = try await trial.fill("b", count: 2, firstID: 10)
      try await trial.kind.settle(trial.store)
      let events = try await trial.stream(after: Cursor(end.description)).events
      try expect(events == later, "\(events.count) of 2 later events follow")
    },
    ConformanceRule("an empty store has an empty stream") { trial in
      let page = try await trial.store.events(after: trial.store.start, limit: 10)
      try expect(page.isEmpty && page.isLast && page.next == trial.store.start, "it is not empty")
    },
    ConformanceRule("a cursor of another kind, or from beyond the end, is refused") { trial in
      try await trial.fill("a", count: 2)
      try await trial.kind.settle(trial.store)
      let foreign: Cursor
      switch trial.store.start {
      case .position:
        foreign = .shards(StreamCheckpoints())
        let beyond = Cursor.position(3)
        try await trial.refuseReading(after: beyond) {
          $0 == .cursorBeyondEnd(beyond, end: .position(2))
        }
      case .shards, .transactions:
        foreign = .position(0)
      case .numbers:
        foreign = .shards(StreamCheckpoints())
        var beyond = trial.store.start
        beyond.advance(past: StreamPlace(partition: 0, key: StreamKey(number: 1_000_000)))
        try await trial.refuseReading(after: beyond) {
          if case .cursorBeyondEnd(beyond, _) = $0 { true } else { false }
        }
      }
      try await trial.refuseReading(after: foreign) { $0 == .foreignCursor(foreign) }
    },
  ]

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: [UInt8](".:_-".utf8).contains(byte)
    }
  }
}

extension Trial {
  fileprivate func refuseReading(
    after cursor: Cursor, because fits: (EventStoreError) -> Bool
  ) async throws {
    do {
      _ = try await store.events(after: cursor, limit: 10)
      throw Violation(description: "\(cursor) is taken")
    } catch let error as EventStoreError {
      try expect(fits(error), "\(cursor) is refused with \(error)")
    }
  }
}

import EmbeddedStore
import EventExplorer
import EventSourcing
import Foundation
import Testing
import VirtualTime

@testable import CQRServerless

/// What is exported of a store, row by row.
@Suite struct ExportTests {
  private static let events = 2_500

  /// A store whose stream shows the events but for the last, the newest first, and every other one missed.
  private func planted(_ place: Workplace) async throws -> (SQLiteEventStore, any StreamTable) {
    let store = try SQLiteEventStore.open(place.path("s.db"))
    let events = try (0..<Self.events).map { number in
      NewEvent(
        aggregateID: try AggregateID("a\(number % 7)"),
        eventID: KSUID(timestamp: UInt32(10_000 + number), payloadHigh: 0, payloadLow: 1),
        eventType: try EventType(number.isMultiple(of: 5) ? "FIVE" : "T"),
        metadata: try Metadata(#"{"n":\#(number),"text":"a,\"b\""}"#), shard: 1 + number % 3)
    }
    for start in stride(from: 0, to: Self.events, by: 50) {
      _ = try await store.append(AppendRequest(Array(events[start..<start + 50])))
    }
    let stream = try store.openStream(.eventID, .inStore)
    let entries = try store.page(afterPosition: 0, limit: Self.events - 1).reversed().map {
      StreamTableEntry(
        position: $0.position,
        place: StreamPlace(partition: $0.shard, key: StreamKey($0.event.eventID)),
        visibleAt: $0.committedAt.advanced(byMicroseconds: 5_000),
        isBehindCheckpoint: $0.position.isMultiple(of: 2))
    }
    try stream.apply(entries, horizon: 0)
    return (store, stream)
  }

  private func write(
    _ content: Export.Content, to path: String, _ source: any ExportSource,
    isCancelled: @escaping () -> Bool = { false }
  ) -> ExportProgress.Stage {
    let export = Export(
      number: 1, content: content, form: ExportForm(fileName: path), path: path)
    return ExportRun(export: export, isCancelled: isCancelled, tell: { _ in }).write { source }
  }

  private func lines(_ place: Workplace, _ name: String) throws -> [String] {
    String(decoding: try place.read(name), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// The values of a column; none of the columns before it may hold a comma.
  private func column(_ name: String, _ place: Workplace, _ file: String) throws -> [String] {
    let lines = try lines(place, file)
    let index = try #require(lines[0].split(separator: ",").firstIndex { $0 == name })
    return lines.dropFirst().map {
      String($0.split(separator: ",", omittingEmptySubsequences: false)[index])
    }
  }

  @Test(arguments: [nil, "type:five", "!is:missed a3", "is:late"])
  func `events are written by commit for an import, and as they appeared in tables`(
    text: String?
  ) async throws {
    let place = try Workplace()
    let (store, stream) = try await planted(place)
    let filter = try text.map { try StreamFilter($0) }
    let matcher = filter?.matcher()
    let last = Int64(Self.events - 1)
    let wanted = try store.page(afterPosition: 0, limit: Int(last)).filter { recorded in
      matcher?.matches(
        recorded, isMissed: recorded.position.isMultiple(of: 2),
        isLate: { recorded.position < last }) ?? true
    }.map(\.position)
    let content = Export.Content.stream(filter: filter)
    let found = FoundRows(filter, table: store, stream: stream)
    let stage = write(content, to: place.path("e.jsonl"), CommittedStreamExport(found))
    let exported = try place.run("export", "s.db").lines
    #expect(try lines(place, "e.jsonl") == wanted.map { exported[Int($0) - 1] })
    let bytes = Int64(try place.read("e.jsonl").count)
    #expect(stage == .done(rows: Int64(wanted.count), bytes: bytes, lost: 0))

    _ = write(content, to: place.path("e.csv"), StreamExport(found))
    #expect(try column("position", place, "e.csv") == wanted.reversed().map { "\($0)" })
    for (line, position) in zip(try lines(place, "e.csv").dropFirst(), wanted.reversed()) {
      #expect(line.hasSuffix(#","{""n"":\#(position - 1),""text"":""a,\""b\""""}""#))
    }
    _ = write(content, to: place.path("e.json"), StreamExport(found))
    let json = try JSONSerialization.jsonObject(with: place.read("e.json"))
    let objects = try #require(json as? [[String: Any]])
    #expect(objects.map { $0["position"] as? Int64 } == wanted.reversed())
    #expect(objects.allSatisfy { $0["lagMicroseconds"] as? Int == 5_000 })
    #expect(
      objects.allSatisfy {
        ($0["placesLate"] as? Int64)
          == min(Int64(StreamRow.window), ($0["row"] as? Int64 ?? 0) - 1)
      })
    #expect(
      objects.allSatisfy { ($0["metadata"] as? [String: Any])?["text"] as? String == #"a,"b""# })
    _ = write(content, to: place.path("e"), StreamExport(found))
    #expect(try lines(place, "e").count == wanted.count + 1)
    store.close()
  }

  @Test func `commits say where the index puts each, and an aggregate's events when it did`()
    async throws
  {
    let place = try Workplace()
    let (store, stream) = try await planted(place)
    var rows = SkewRows(table: store, stream: stream, keepsOrder: false)
    let wanted = try rows.read(first: 1, count: Self.events).compactMap(\.self)
    let stage = write(
      .commits, to: place.path("c.csv"), CommitsExport(table: store, stream: stream))
    guard case .done(rows: 2_500, bytes: _, lost: 0) = stage else {
      Issue.record("\(stage)")
      return
    }
    #expect(
      try column("moved", place, "c.csv")
        == wanted.map { $0.place.map { "\($0.displacement)" } ?? "" })
    #expect(
      try column("row", place, "c.csv") == (1..<2_500).reversed().map { "\($0)" } + [""])
    #expect(
      try column("indexKey", place, "c.csv")
        == wanted.map { $0.place == nil ? "" : "\($0.recorded.event.eventID)" })

    let aggregate = try AggregateID("a0")
    let history = HistoryExport(aggregate, table: store, stream: stream)
    _ = write(.history(aggregate), to: place.path("h.jsonl"), history)
    #expect(try lines(place, "h.jsonl") == place.run("events", "s.db", "a0").lines)
    _ = write(.history(aggregate), to: place.path("h.csv"), history)
    let shown = try column("isVisible", place, "h.csv")
    #expect(shown.last == "false" && shown.dropLast().allSatisfy { $0 == "true" })
    let other = try AggregateID("a0-")
    let none = HistoryExport(other, table: store, stream: stream)
    _ = write(.history(other), to: place.path("n.json"), none)
    #expect(try lines(place, "n.json") == ["[", "]"])
    store.close()
  }

  @Test(arguments: [AggregateQuery.Order.identifier, .version, .lastPosition], [false, true])
  func `all aggregates are written as they are sorted, or those that a search finds`(
    order: AggregateQuery.Order, descending: Bool
  ) async throws {
    let place = try Workplace()
    let store = try SQLiteEventStore.open(place.path("s.db"))
    let events = try (0..<2_300).map { number in
      NewEvent(
        aggregateID: try AggregateID("a\(number * 7 % 2_100)"), eventType: try EventType("T"))
    }
    for start in stride(from: 0, to: events.count, by: 100) {
      _ = try await store.append(AppendRequest(Array(events[start..<start + 100])))
    }
    let all = try store.aggregates(
      AggregateQuery(order: order, descending: descending, limit: 5_000))
    for pattern in [nil, "a20"] {
      let pattern = try pattern.map { try EventPattern($0) }
      let source = AggregatesExport(
        store, order, isDescending: descending, matching: pattern,
        pending: [try AggregateID("a7"): 3])
      let file = pattern == nil ? "all.csv" : "some.csv"
      _ = write(
        .aggregates(order, descending: descending, matching: pattern), to: place.path(file), source)
      let wanted = all.filter { pattern?.matcher().matches($0) ?? true }
      #expect(try column("aggregateId", place, file) == wanted.map { "\($0.aggregateID)" })
      #expect(
        try column("unseen", place, file)
          == wanted.map { $0.aggregateID.description == "a7" ? "3" : "0" })
    }
    store.close()
  }

  // MARK: The file

  @Test func `a cancelled export leaves nothing`() async throws {
    let place = try Workplace()
    let (store, stream) = try await planted(place)
    let names = try place.names
    var asked = 0
    let stage = write(
      .commits, to: place.path("c.jsonl"), CommitsExport(table: store, stream: stream),
      isCancelled: {
        asked += 1
        return asked > 2
      })
    #expect(stage == .cancelled)
    #expect(try place.names == names)
    store.close()
  }

  @Test func `a file is never written over, also one that comes meanwhile`() throws {
    let place = try Workplace()
    let file = try NewFile(place.path("new"))
    try file.write("mine".utf8)
    try place.write("theirs", to: "new")
    #expect(throws: CommandFailure.self) { try file.finish() }
    #expect(try place.read("new") == Data("theirs".utf8))
    #expect(try place.names == ["new"])
    #expect(throws: CommandFailure.self) { try NewFile(place.path("new")) }
    #expect(throws: CommandFailure.self) { try NewFile(place.path("nowhere/new")) }
    #expect(throws: CommandFailure.self) { try NewFile(place.path("")) }
    #expect(try place.names == ["new"])
  }

  @Test func `nothing in a table for people steers a terminal, and nothing shifts a line`() {
    var bytes: [UInt8] = []
    let hostile = ArraySlice("\u{1b}]0;x\u{7}\n\u{202e}".utf8)
    var table = ExportTable(
      .text, [ExportColumn(name: "a", title: "A", width: 3), EventColumns.missed])
    table.begin(&bytes)
    table.append(ExportRow(values: [.text(hostile), .flag(true)]), to: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text == "A    MISSED\n\\u001b]0;x\\u0007\\u000a\\u202e  yes\n")
  }
}

import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// What was appended is followed until every reader was handed it, or never will be.
@Suite struct FollowingTests {
  private func explored(columns: Int = 120, rows: Int = 40) -> Explored {
    Explored(
      FixtureStore(events: 60, hasWriters: false), columns: columns, rows: rows, kind: .store,
      name: "s.db")
  }

  /// Appends events by the form.
  private func append(_ count: Int = 1, to explored: inout Explored) -> [RecordedEvent] {
    let before = explored.store.pending.count
    explored.press(.up, .character("a"))
    for place in 0..<count {
      if place > 0 { explored.press(.character("+")) }
      explored.type("NOTE")
      explored.press(.enter)
      explored.type("{}")
      explored.press(.enter)
      if place == 0 { explored.press(.enter) }
    }
    explored.press(.enter)
    return Array(explored.store.pending.dropFirst(before))
  }

  private func show(_ events: [RecordedEvent], in explored: inout Explored) {
    for event in events { explored.store.show(event, lag: 34_000) }
    explored.refresh()
  }

  /// Lets the readers do something, and the explorer hear of it.
  private func hand(
    _ fates: [ReaderStrategy: ReaderOutcome.Fate], _ event: RecordedEvent,
    in explored: inout Explored
  ) {
    explored.store.fates[event.position, default: [:]].merge(fates) { $1 }
    explored.store.status.readers[0].delivered += 1
    explored.refresh()
  }

  @Test func `each reader is told of as it delivers, or has passed it`() throws {
    var explored = explored()
    let event = try #require(append(to: &explored).first)
    show([event], in: &explored)
    #expect(explored.message.contains("visible after 34ms, readers wait: version"))
    hand([.checkpoint: .missed, .overlap: .delivered(after: 41_000)], event, in: &explored)
    #expect(
      explored.message.contains(
        "visible after 34ms, checkpoint missed, overlap 41ms, safe-horizon waits: version"))
    hand([.safeHorizon: .delivered(after: 12_700_000)], event, in: &explored)
    #expect(explored.message.contains("checkpoint missed, overlap 41ms, safe-horizon 12s: version"))
    // What has ended is not told of again.
    explored.press(.up)
    explored.store.status.readers[1].delivered += 1
    explored.refresh()
    #expect(!explored.message.contains("checkpoint missed"))
  }

  @Test(arguments: [
    (80, "v7 ID visible 34ms, check ✗, over 41ms, safe …"),
    (60, "v7 SHORT visible 34ms, check ✗, over 41ms, safe …"),
    (44, "visible 34ms, check ✗, over 41ms, safe …"),
    (40, "seen 34ms check ✗ over 41ms safe …"),
  ])
  func `a narrow line tells of each reader in signs`(columns: Int, words: String) throws {
    var explored = explored(columns: columns)
    let event = try #require(append(to: &explored).first)
    show([event], in: &explored)
    hand([.checkpoint: .missed, .overlap: .delivered(after: 41_000)], event, in: &explored)
    let id = "\(event.event.eventID)"
    let wanted = words.replacing("v7", with: "v\(event.event.aggregateVersion)")
      .replacing("ID", with: id).replacing("SHORT", with: "\(id.prefix(6))…\(id.suffix(5))")
    #expect(explored.message.trimmingSpaces == wanted)
  }

  @Test func `events that are stored together are followed as one`() throws {
    var explored = explored()
    let events = append(3, to: &explored)
    try #require(events.count == 3)
    show(Array(events.dropLast()), in: &explored)
    #expect(explored.message.contains("stored, not visible yet: 3 events"))
    show([events[2]], in: &explored)
    for event in events { hand([.overlap: .delivered(after: 41_000)], event, in: &explored) }
    hand([.checkpoint: .delivered(after: 50_000)], events[0], in: &explored)
    hand([.checkpoint: .missed], events[1], in: &explored)
    #expect(
      explored.message.contains("checkpoint missed 1 of 3, overlap 41ms, safe-horizon waits: 3"))
  }

  @Test func `a newer append takes the line over, and what came of the earlier one is told too`()
    throws
  {
    var explored = explored()
    let first = try #require(append(to: &explored).first)
    show([first], in: &explored)
    hand([.checkpoint: .delivered(after: 40_000), .overlap: .waiting], first, in: &explored)
    let second = try #require(append(to: &explored).first)
    #expect(explored.message.contains("stored, not visible yet: version"))
    #expect(explored.message.contains("earlier: 1 under way"))
    hand([.overlap: .delivered(after: 41_000), .safeHorizon: .missed], first, in: &explored)
    #expect(explored.message.contains("earlier: 1 missed"))
    #expect(!explored.message.contains("under way"))
    explored.press(.character("A"))
    #expect(explored.text.contains("safe-horizon  missed: it had passed it"))
    #expect(explored.text.contains("overlap       delivered after 41ms"))
    let ids = [second, first].map { "\($0.event.eventID)" }
    let places = ids.compactMap { id in explored.lines.firstIndex { $0.contains(id) } }
    #expect(places.count == 2 && places == places.sorted())
    explored.press(.escape)
    // When all was told, the next one begins anew.
    show([second], in: &explored)
    let all = ReaderStrategy.allCases.map { ($0, ReaderOutcome.Fate.delivered(after: 9_000)) }
    hand(Dictionary(uniqueKeysWithValues: all), second, in: &explored)
    _ = append(to: &explored)
    #expect(!explored.message.contains("earlier"))
  }

  @Test func `what is said of something else stays, and the news follow it`() throws {
    var explored = explored()
    let event = try #require(append(to: &explored).first)
    explored.press(.character("y"))
    show([event], in: &explored)
    #expect(explored.message.contains("copied"))
    explored.press(.up)
    #expect(explored.message.contains("visible after 34ms"))
    explored.press(.up, .character("/"))
    hand([.checkpoint: .missed], event, in: &explored)
    explored.press(.escape)
    #expect(explored.message.contains("checkpoint missed"))
  }

  @Test func `the appends are scrolled where they don't fit, and there are none before the first`()
    throws
  {
    var explored = explored(columns: 40, rows: 12)
    explored.press(.character("A"))
    #expect(explored.text.contains("nothing was appended here yet"))
    let event = try #require(append(to: &explored).first)
    show([event], in: &explored)
    hand([.checkpoint: .missed], event, in: &explored)
    explored.press(.up, .character("A"))
    #expect(explored.text.contains("NOTE of"))
    explored.press(.end)
    #expect(explored.text.contains("safe-horizon  not yet"))
    explored.press(.character("q"))
    #expect(!explored.text.contains("safe-horizon  not yet"))
  }
}

extension String {
  /// Without the spaces at both ends.
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

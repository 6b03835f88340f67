import EmbeddedStore
import EventSourcing
import Foundation
import Testing
import VirtualTime

/// Explorers that are killed while they move the stream of a store that others append to.
@Suite(.serialized, .timeLimit(.minutes(5))) struct CrashTests {
  /// The events of a store's backlog, of each append, and of all.
  private static let (backlog, batch, total) = (40, 4, 40 + 2 * 8 * 4)

  @Test(arguments: KeptArchitecture.all)
  func `what was visible before a kill keeps its place, and everything follows once`(
    architecture: KeptArchitecture
  ) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let words = Comment(rawValue: "seed \(seed)")
    let place = try Workplace()
    let other = KeptArchitecture.all.first { $0.name != architecture.name }?.name ?? ""
    #expect(
      try place.shell("cqrs sample --events \(Self.backlog) | cqrs import s.db").code == 0)
    try place.write(
      (0..<Self.batch).map {
        #"{"aggregateId":"a\#($0 % 3)","eventVersion":1,"eventType":"T","metadata":{}}"#
      }
      .joined(separator: "\n"), to: "batch")
    let named = "--architecture \(architecture.name)"
    // Who is killed leaves the terminal as it was to the program, the cursor anywhere: line by line and empty it
    // is the shell's, and what the shell says begins a line, or it breaks at the right edge.
    let terminal = try place.terminal(
      """
      n=0; for options in '\(named)' '\(named)' '--architecture \(other)' ''; do n=$((n+1)); \
      cqrs explore s.db $options; code=$?; stty sane; printf '\\rended %s %s\\n' $n $code; \
      read line; printf '\\033c'; done
      """)

    func visible() -> Int { (try? place.run("all", "s.db").lines.count) ?? 0 }
    var kept: [StreamTableRow] = []
    var shown: [String] = []
    var writers: [RunningCommand] = []
    let moments = [random.number(in: 1...90), random.number(in: 1...100)].sorted()
    for (round, moment) in moments.enumerated() {
      // Until then the store has no architecture, or the stream stands still.
      try terminal.wait(for: architecture.name)
      if writers.isEmpty {
        writers = try (0..<2).map { _ in
          try place.startShell(
            "for n in 1 2 3 4 5 6 7 8; do cqrs append s.db --batch batch || exit; done")
        }
      }
      try terminal.wait(for: "\(moment) visible events, seed \(seed)") { _ in visible() >= moment }
      try terminal.signalProgram("KILL")
      try terminal.wait(for: "ended \(round + 1) 137")
      let rows = try rows(place, architecture.order)
      let lines = try place.run("all", "s.db").lines
      #expect(rows.count >= moment && rows.starts(with: kept), words)
      #expect(isContinued(shown, by: lines, architecture), words)
      (kept, shown) = (rows, lines)
      try terminal.press("Enter")
    }
    let screen = try terminal.wait(for: "ended 3 64")
    #expect(screen.joined().contains("the store keeps the stream of \(architecture.name)"))
    try terminal.press("Enter")
    try terminal.wait(for: architecture.name + " ")
    for writer in writers { #expect(try writer.outcome().code == 0) }
    try terminal.wait(for: "everything visible, seed \(seed)") { _ in visible() == Self.total }
    try terminal.press("q")
    try terminal.wait(for: "ended 4 0")

    let all = try place.run("all", "s.db")
    #expect(try rows(place, architecture.order).starts(with: kept), words)
    #expect(isContinued(shown, by: all.lines, architecture), words)
    let commits = try place.run("export", "s.db")
    #expect(commits.lines.count == Self.total)
    #expect(all.lines.sorted() == commits.lines.sorted(), words)
    #expect(try isInOrder(all, commits, architecture), words)
    if architecture.order == .transaction {
      let safe = try place.run("all", "s.db", "--reader", "safe-horizon")
      #expect(safe.lines.sorted() == commits.lines.sorted(), words)
      #expect(try isInOrder(safe, commits, architecture), words)
    }
    #expect(try place.run("verify", "s.db").code == 0, words)
  }

  /// The stream's rows in the order in which they became visible, as they are stored.
  private func rows(_ place: Workplace, _ order: StreamOrder) throws -> [StreamTableRow] {
    let store = try SQLiteEventStore.open(
      place.path("s.db"), options: StoreOptions(access: .read))
    return try store.openStream(order, .observed).rows(after: 0, limit: Self.total)
  }

  /// Whether what the stream gave before it still gives: numbers at the same places, ids in the same order.
  private func isContinued(
    _ before: [String], by after: [String], _ architecture: KeptArchitecture
  ) -> Bool {
    guard architecture.order == .eventID else { return after.starts(with: before) }
    let old = Set(before)
    return after.filter(old.contains) == before
  }

  private func isInOrder(
    _ stream: Outcome, _ commits: Outcome, _ architecture: KeptArchitecture
  ) throws -> Bool {
    switch architecture.promise {
    case .total: return stream.lines == commits.lines
    case .perAggregate:
      return try Dictionary(grouping: stream.events, by: \.aggregateId).values.allSatisfy {
        $0.map(\.aggregateVersion) == Array(1...$0.count)
      }
    case .none:
      // All have one shard: the index has none for what others append.
      let ids = try stream.events.map(\.eventId)
      return ids == ids.sorted()
    }
  }
}

import Architectures
import EventExplorer
import EventSourcing
import Foundation
import Simulation
import TerminalScreen
import Testing

/// Screen 6: the form, the runs, what came of them, and the way from there to a live demo.
@Suite struct LaboratoryScreenTests {
  private func explored(
    kind: ExplorerSubject.Kind = .demo, columns: Int = 120, rows: Int = 40,
    prepare: (inout FixtureStore) -> Void = { _ in }
  ) -> Explored {
    var store = FixtureStore(events: 60, hasWriters: kind == .demo)
    store.status.settings = LiveSettings(
      eventsPerSecond: 300, writers: 6, shards: 3, clockSkewMilliseconds: 70, accounts: 90,
      speedThousandths: 2_000)
    prepare(&store)
    var explored = Explored(
      store, columns: columns, rows: rows, kind: kind, name: kind == .demo ? "seed 7" : "s.db")
    explored.press(.character("6"))
    return explored
  }

  /// Types a value into the entry under the cursor.
  private func set(_ text: String, _ explored: inout Explored) {
    explored.press(.enter, .control("u"))
    explored.type(text)
    explored.press(.enter)
  }

  private func options(of explored: Explored) throws -> SimulationOptions {
    try #require(explored.store.laboratory.runs.first).options
  }

  // MARK: The form

  @Test func `the form takes the demo's load, and what is set in it stays`() throws {
    var explored = explored()
    explored.press(.enter)
    var expected = SimulationOptions()
    expected.eventsPerThousandSeconds = 300_000
    (expected.writers, expected.shards, expected.aggregates) = (6, 3, 90)
    expected.clockSkewMicroseconds = 70_000
    #expect(try options(of: explored) == expected)
    explored.press(.tab, .down, .down, .down, .down, .down, .down, .down)
    set("1234.5", &explored)
    explored.press(.character("]"), .escape, .character("6"), .character("r"))
    expected.eventsPerThousandSeconds = 1_234_500
    #expect(try options(of: explored) == expected)
  }

  @Test func `a store has no load of its own: the form begins with what cqrs simulate takes`()
    throws
  {
    var explored = explored(kind: .store)
    explored.press(.character("r"))
    #expect(try options(of: explored) == SimulationOptions())
  }

  @Test func `every parameter is typed, and changed by the arrows`() throws {
    var explored = explored(kind: .store)
    for _ in ArchitectureName.allCases { explored.press(.down) }
    for text in ["750", "12", "30", "5", "4", "70", "125.5", "9"] {
      explored.press(.down)
      set(text, &explored)
    }
    explored.press(.right, .up, .left, .character("r"))
    var expected = SimulationOptions()
    expected.eventsPerThousandSeconds = 750_000
    (expected.writers, expected.shards, expected.aggregates) = (12, 4, 70)
    expected.durationMicroseconds = 30_000_000
    expected.clockSkewMicroseconds = 5_000
    expected.cloud.reader.pollMicroseconds = 100_000
    expected.seed = 10
    #expect(try options(of: explored) == expected)
  }

  @Test(arguments: ["0", "-3", "1e9", "100..200:50", "1000001"])
  func `what is no value is refused with the range, and changes nothing`(text: String) throws {
    var explored = explored(kind: .store)
    for _ in 0..<7 { explored.press(.down) }
    set(text, &explored)
    #expect(explored.message.contains("rate, events/s is"), "\(explored.message)")
    explored.press(.character("r"))
    #expect(try options(of: explored) == SimulationOptions())
  }

  @Test func `a value that is typed begins with nothing, and nothing typed changes nothing`() throws
  {
    var explored = explored(kind: .store)
    for _ in 0..<7 { explored.press(.down) }
    explored.press(.enter, .enter, .down, .enter, .character("9"), .escape, .down, .enter)
    explored.type("10")
    explored.press(.enter, .character("r"))
    var expected = SimulationOptions()
    expected.durationMicroseconds = 10_000_000
    #expect(try options(of: explored) == expected)
  }

  @Test func `more events than a run can hold are refused in words`() {
    var explored = explored(kind: .store)
    for _ in 0..<7 { explored.press(.down) }
    set("1000000", &explored)
    explored.press(.down, .down)
    set("3600", &explored)
    explored.press(.character("r"))
    #expect(explored.message.contains("a run has at most 72000000"))
    #expect(!explored.message.contains("--"))
    #expect(explored.store.laboratory.runs.isEmpty)
  }

  @Test func `architectures are left out by Enter, Space and the arrows`() {
    var explored = explored()
    explored.press(.down, .enter, .down, .character(" "), .down, .left, .down, .left, .right)
    #expect(!explored.store.status.settings.isPaused)
    explored.press(.character("r"))
    #expect(
      explored.store.laboratory.runs.map(\.architecture)
        == [.dualTableSQSFIFO, .auroraServerless, .quantumLedger])
  }

  @Test func `with no architecture chosen nothing is run, and that is said`() {
    var explored = explored()
    for _ in ArchitectureName.allCases { explored.press(.down, .enter) }
    explored.press(.character("r"))
    #expect(explored.message.contains("no architecture is chosen"))
    explored.press(.home, .enter)
    #expect(explored.message.contains("no architecture is chosen"))
    #expect(explored.store.laboratory.asked.isEmpty)
  }

  // MARK: Runs

  @Test func `progress is shown, and Esc cuts the runs off, which is marked`() {
    var explored = explored { $0.laboratory.stops = true }
    explored.press(.enter)
    for words in ["done", "62%", "43%", "waits", "34%"] {
      #expect(explored.text.contains(words), "\(words)")
    }
    explored.press(.character("r"))
    #expect(explored.message.contains("they are running: Esc cancels"))
    explored.press(.escape)
    #expect(explored.store.laboratory.asked.last == .cancel(number: 1))
    #expect(explored.message.contains("cancelled: 1 of 6 done, 2 cut off, 3 not begun"))
    #expect(explored.text.components(separatedBy: "(partial)").count == 3)
    explored.press(.right)
    #expect(explored.text.contains("cut off after 37.2 s"))
    explored.press(.escape)
    #expect(explored.text.contains("global stream"))
  }

  @Test func `Ctrl-C cancels, and does not leave`() {
    var explored = explored { $0.laboratory.stops = true }
    explored.press(.enter, .control("c"))
    #expect(explored.message.contains("cancelled"))
    #expect(explored.text.contains("what each did"))
    #expect(!explored.hasQuit)
  }

  @Test func `runs go on behind other screens, which say when they are done`() {
    var explored = explored { $0.laboratory.stops = true }
    explored.press(.enter, .character("1"))
    let requests = explored.state.receive(.laboratory(.ended(number: 1)))
    #expect(requests.isEmpty)
    #expect(explored.message.contains("6 shows what each did"))
    explored.press(.character("6"))
    #expect(explored.text.contains("what each did"))
  }

  @Test func `answers of runs that were replaced change nothing`() throws {
    var explored = explored()
    explored.press(.enter)
    let report = try #require(
      explored.store.laboratory.runs.first.map { FixtureReports.report($0) })
    explored.store.laboratory.stops = true
    explored.press(.character("r"))
    let before = explored.lines
    let old: [LaboratoryAnswer] = [
      .progress(number: 1, millionths: [1, 2, 3, 4, 5, 6]),
      .report(number: 1, place: 3, report), .ended(number: 1),
    ]
    for answer in old { _ = explored.state.receive(.laboratory(answer)) }
    #expect(explored.lines == before)
  }

  @Test func `a run that broke a rule says so`() {
    var explored = explored { store in
      store.laboratory.change = { report in
        guard report.architecture == .quantumLedger else { return }
        report.violations = ["7 appended, 8 stored"]
      }
    }
    explored.press(.enter)
    #expect(explored.message.contains("1 run broke a rule that every run must keep"))
    #expect(explored.text.contains("(broken)"))
    for _ in 0..<5 { explored.press(.right) }
    #expect(explored.text.contains("7 appended, 8 stored"))
  }

  // MARK: What each did

  @Test func `the best and the worst are marked by a sign`() throws {
    var explored = explored()
    explored.press(.enter)
    let cost = try #require(explored.lines.first { $0.contains("append p50, ms") })
    #expect(cost.contains("5.9*") && cost.contains("31.1!"))
    explored.press(.down)
    let bars = explored.lines.filter { $0.contains("█") }
    #expect(bars.first { $0.contains("aurora-serverless") }?.contains("5.9*") == true)
    let longest = bars.max { $0.count { $0 == "█" } < $1.count { $0 == "█" } }
    #expect(longest?.contains("quantum-ledger") == true)
    #expect(longest?.contains("31.1!") == true)
  }

  @Test func `columns that do not fit go as a whole, and come with the arrows`() {
    var explored = explored(columns: 80, rows: 24)
    explored.press(.enter)
    #expect(explored.text.contains("1–3 of 6 architectures"))
    #expect(explored.message.contains("6 runs done"))
    for _ in 0..<9 { explored.press(.right) }
    #expect(explored.text.contains("4–6 of 6 architectures"))
    #expect(explored.message.contains("quantum-ledger  appended, events/s: "))
    explored.press(.end)
    #expect(explored.message.contains("quantum-ledger  cost per million, $: 2.82"))
  }

  @Test func `the command that makes the run again is copied`() {
    var explored = explored()
    explored.press(.enter, .right, .character("y"))
    let copied = explored.store.terminal.compactMap { request in
      if case .copy(let text) = request { text } else { nil }
    }
    #expect(
      copied == [
        "cqrs simulate --architecture dynamodb-transactions --writers 6 --rate 300 "
          + "--aggregates 90 --clock-skew 70 --shards 3"
      ])
  }

  // MARK: Live

  @Test func `Enter opens the chosen architecture live on the same load, and Esc comes back`() {
    var explored = explored()
    explored.press(.enter, .right, .right, .enter)
    #expect(
      explored.store.openings == [
        LiveOpening(
          architecture: .dualTableLambda,
          settings: LiveSettings(
            eventsPerSecond: 300, writers: 6, shards: 3, clockSkewMilliseconds: 70, accounts: 90,
            speedThousandths: 2_000), seed: 1)
      ])
    #expect(explored.lines[0].contains("dual-table-lambda"))
    #expect(explored.text.contains("global stream, followed"))
    #expect(explored.message.contains("Esc goes back to the results"))
    explored.press(.escape)
    #expect(explored.text.contains("what each did"))
  }

  @Test func `what a live run can't do of a load is said`() {
    var explored = explored()
    for _ in 0..<8 { explored.press(.down) }
    set("1000", &explored)
    explored.press(.character("r"))
    explored.press(.right, .enter)
    #expect(explored.store.openings.first?.settings.writers == 256)
    #expect(explored.message.contains("live, with 256 instead of 1,000 writers"))
  }

  @Test func `a store is left for a demo only when Enter is pressed again`() {
    var explored = explored(kind: .store)
    explored.press(.enter, .enter)
    #expect(explored.store.openings.isEmpty)
    #expect(explored.message.contains("Enter again opens a demo of dynamodb-ksuid in the place"))
    explored.press(.right, .enter)
    #expect(explored.store.openings.isEmpty)
    explored.press(.enter)
    #expect(explored.store.openings.map(\.architecture) == [.dynamoDBTransactions])
    #expect(explored.lines[0].contains("DEMO seed 1"))
  }

  @Test func `a draft is not lost without a question`() {
    var explored = explored()
    explored.press(.character("a"), .enter)
    explored.type("account-1")
    explored.press(.enter)
    explored.type("NOTE")
    explored.press(.escape, .character("r"), .enter)
    #expect(explored.message.contains("the draft of an event is lost"))
    #expect(explored.store.openings.isEmpty)
  }

  @Test func `the parameters' panel opens another architecture on the present load`() {
    var explored = explored()
    explored.press(.escape, .character("p"), .up, .right, .right)
    #expect(explored.text.contains("◀ dual-table-lambda ▶"))
    explored.press(.enter)
    #expect(explored.store.openings.map(\.architecture) == [.dualTableLambda])
    #expect(explored.store.openings.first?.settings.eventsPerSecond == 300)
    explored.press(.escape)
    #expect(explored.message.contains("q quits"))
  }

  // MARK: Export

  @Test func `results are exported as text or JSON, and never over a file`() throws {
    var explored = explored()
    explored.press(.character("x"))
    #expect(explored.message.contains("nothing was run yet"))
    explored.press(.enter, .character("x"), .enter)
    #expect(explored.message.contains("bytes to architectures.txt"))
    let text = try #require(explored.store.files["architectures.txt"])
    #expect(text.contains("60 s of virtual time, 6 writers, 300 events/s offered"))
    #expect(text.contains("5.9*"))
    explored.press(.character("x"), .enter)
    #expect(explored.text.contains("architectures.txt is there already"))
    explored.press(.control("u"))
    explored.type("all.json")
    explored.press(.enter)
    let json = try #require(explored.store.files["all.json"])
    let reports = explored.store.laboratory.runs.map { FixtureReports.report($0).json() }
    #expect(json == "[\n" + reports.joined(separator: ",\n") + "\n]\n")
    #expect(explored.store.files.count == 2)
  }

  // MARK: The mouse

  @Test func `a click chooses an entry, a cell and a bar, and a second one opens`() throws {
    var explored = explored()
    func click(_ text: String, after: String = "", times: Int = 1) throws {
      let row = try #require(
        explored.lines.lastIndex { $0.contains(text) && (after.isEmpty || $0.contains(after)) })
      let line = explored.lines[row]
      let place = try #require(line.range(of: text))
      let column = line.distance(from: line.startIndex, to: place.lowerBound)
      for _ in 0..<times {
        explored.take(
          .mouse(MouseEvent(kind: .press, column: column, row: row)), after: 100_000)
      }
    }
    try click("[x] quantum-ledger", times: 2)
    try click("run 5 architectures", times: 2)
    #expect(explored.store.laboratory.runs.count == 5)
    try click("5.9*", after: "append p50")
    #expect(explored.message.contains("aurora-serverless  append p50, ms: 5.9, the best"))
    try click("dual-table-lambda", after: "│")
    #expect(explored.message.contains("dual-table-lambda  append p50"))
    try click("dynamodb-ksuid", after: "7.6", times: 2)
    #expect(explored.store.openings.map(\.architecture) == [.dynamoDBWithKSUIDs])
  }
}

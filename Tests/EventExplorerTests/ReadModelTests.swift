import Architectures
import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// Screen 5: what a projection made of the stream.
@Suite struct ReadModelTests {
  private func explored(
    pending: Int = 3, kind: ExplorerSubject.Kind = .demo,
    architecture: ArchitectureName = .dynamoDBWithKSUIDs, columns: Int = 120, rows: Int = 40,
    prepare: (inout FixtureStore) -> Void = { _ in }
  ) -> Explored {
    var store = FixtureStore(events: 70, pending: pending, hasWriters: kind == .demo)
    prepare(&store)
    return Explored(
      store, columns: columns, rows: rows, kind: kind, name: "s.db", architecture: architecture)
  }

  private func wrong(_ explored: Explored, _ reader: ReaderStrategy = .checkpoint) -> [AccountRow] {
    explored.store.accounts(reader).filter(\.isWrong)
      .sorted { $0.missingCents.magnitude > $1.missingCents.magnitude }
  }

  @Test(arguments: [ReaderStrategy.checkpoint, .safeHorizon])
  func `what is outdated by time alone is read again, if it is looked at`(reader: ReaderStrategy) {
    var explored = Explored(FixtureStore(events: 60))
    func isReadAgain() -> Bool {
      explored.state.receive(.readModel(.outdated(by: reader))).contains { request in
        if case .readModel(.accounts) = request { true } else { false }
      }
    }
    #expect(!isReadAgain())
    explored.press(.character("5"))
    #expect(isReadAgain() == (reader == .checkpoint))
  }

  @Test(arguments: [ReaderStrategy.checkpoint, .overlap])
  func `the header counts the accounts that are wrong in the chosen reader's projection`(
    reader: ReaderStrategy
  ) {
    var explored = explored()
    explored.press(.character("5"))
    if reader == .overlap { explored.press(.character("c")) }
    let wrong = wrong(explored, reader)
    let cents = wrong.reduce(0) { $0 + Int64($1.missingCents.magnitude) }
    #expect(wrong.count > 1)
    #expect(
      explored.text.contains("\(wrong.count) of 20 accounts wrong, \(Amount.text(cents)) missing"))
    #expect(explored.lines.count { $0.contains("≠") } == wrong.count)
  }

  @Test func `accounts are searched by id and name, from one to the next and round the end`() throws
  {
    var explored = explored()
    explored.press(.character("5"), .character("g"))
    let list = explored.store.list(.checkpoint, .difference, isReversed: false)
    let name = try #require(list.first?.truth?.name)
    let matches =
      list.filter { $0.truth?.name?.lowercased().contains("a") == true }
      .map(\.account)
      + list.filter {
        $0.truth?.name?.lowercased().contains("a") != true && "\($0.account)".contains("a")
      }.map(\.account)
    let places = list.indices.filter { matches.contains(list[$0].account) }
    explored.press(.character("/"))
    explored.type("a")
    #expect(explored.selectedLine?.contains("\(list[places[0]].account)") == true)
    explored.press(.enter)
    #expect(explored.message.contains("1 of \(places.count)"))
    explored.press(.character("n"))
    #expect(explored.selectedLine?.contains("\(list[places[1]].account)") == true)
    #expect(explored.message.contains("2 of \(places.count)"))
    explored.press(.character("N"), .character("N"))
    #expect(explored.selectedLine?.contains("\(list[places[places.count - 1]].account)") == true)
    #expect(explored.message.contains("went round the end"))
    let before = explored.selectedLine
    explored.press(.character("/"))
    explored.type(String(name.prefix(4)))
    #expect(explored.selectedLine?.contains(name.prefix(4)) == true)
    explored.press(.escape)
    #expect(explored.selectedLine == before)
    explored.press(.character("/"))
    explored.type("no such")
    explored.press(.enter)
    #expect(explored.message.contains("nothing here matches no such"))
  }

  @Test func `an aggregate's state and the list of accounts show one balance`() throws {
    var explored = explored(pending: 0)
    explored.press(.character("5"), .character("s"))
    let row = try #require(
      explored.store.list(.checkpoint, .difference, isReversed: true).first { !$0.isWrong })
    explored.press(.character("/"))
    explored.type("\(row.account)")
    explored.press(.enter)
    let balance = Amount.text(try #require(row.truth?.cents))
    #expect(explored.selectedLine?.contains(balance) == true)
    explored.press(.enter)
    #expect(explored.text.contains("balance  \(balance)"))
  }

  @Test func `the list is sorted by how much is missing or by id, and the other way round`() {
    var explored = explored()
    explored.press(.character("5"), .character("g"))
    let largest = wrong(explored)[0]
    #expect(explored.message.contains("\(largest.account)"))
    explored.press(.character("s"), .character("G"))
    #expect(explored.message.contains("\(largest.account)"))
    let all = explored.store.accounts(.checkpoint)
    explored.press(.left, .character("s"), .character("g"))
    #expect(explored.text.contains("ACCOUNT▲"))
    #expect(explored.message.contains("\(all[0].account)"))
    explored.press(.character("s"))
    #expect(explored.message.contains("\(all[19].account)"))
  }

  @Test func `e goes to the next account that is wrong and says what it lacks, E goes back`() {
    var explored = explored()
    explored.press(.character("5"), .left, .character("s"), .character("g"), .character("e"))
    let wrong = wrong(explored).sorted { $0.account < $1.account }
    let first = explored.store.accounts(.checkpoint)[0].isWrong ? 1 : 0
    let amount = Amount.signed(-wrong[first].missingCents)
    #expect(explored.message.contains("wrong by \(amount): "))
    #expect(explored.message.contains("; \(first + 1) of \(wrong.count)"))
    #expect(explored.selectedLine?.contains("\(wrong[first].account)") == true)
    explored.press(.character("g"), .character("E"))
    #expect(
      explored.message.contains("\(wrong.count) of \(wrong.count), went round the end"))
    let last = wrong.last?.account
    #expect(explored.selectedLine?.contains("\(last.map { "\($0)" } ?? "")") == true)
  }

  @Test func `an account that is wrong leads to the events it lacks, one of those to its version`()
    throws
  {
    var explored = explored()
    explored.press(.character("5"), .character("g"), .enter)
    let account = wrong(explored)[0].account
    let events = explored.store.undelivered(by: .checkpoint)
      .filter { $0.recorded.event.aggregateID == account }
    #expect(explored.text.contains("NOT DELIVERED"))
    let missed = events.count { $0.reason == .missed }
    #expect(explored.lines.count { $0.contains("✗ never delivered") } == missed)
    #expect(explored.lines.count { $0.contains("not yet: unseen") } == events.count - missed)
    let last = try #require(events.last).recorded.event
    explored.press(.character("G"))
    #expect(explored.message.contains("\(last.eventID)"))
    explored.press(.enter)
    #expect(explored.text.contains("STATE at version \(last.aggregateVersion)"))
    explored.press(.escape)
    #expect(explored.text.contains("NOT DELIVERED"))
    explored.press(.escape)
    #expect(!explored.text.contains("NOT DELIVERED") && explored.text.contains("READER"))
  }

  @Test func `an account that is right leads to its aggregate`() throws {
    var explored = explored()
    explored.press(.character("5"), .character("G"), .enter)
    let right = try #require(explored.store.accounts(.checkpoint).last { !$0.isWrong })
    #expect(explored.text.contains("STATE at version \(right.truth?.version ?? 0)"))
  }

  @Test func `the screens share one selection`() throws {
    var explored = explored()
    explored.press(.up)
    let event = try #require(explored.store.rows.dropLast().last).recorded.event
    explored.press(.character("5"))
    #expect(explored.message.contains("\(event.aggregateID)"))
    explored.press(.character("g"))
    let first = wrong(explored)[0].account
    explored.press(.character("2"))
    #expect(explored.message.contains("\(first)"))
  }

  @Test func `where nobody chose an event, the account that is most wrong is selected`() {
    var explored = explored()
    explored.press(.character("5"))
    #expect(explored.message.contains("\(wrong(explored)[0].account)"))
  }

  @Test func `what becomes visible and is delivered is right at once, what is selected stays`() {
    var explored = explored(pending: 8)
    explored.press(.character("5"), .character("c"), .character("g"), .down)
    let selected = explored.message
    let before = wrong(explored, .overlap).count
    for event in explored.store.pending { explored.store.show(event) }
    explored.refresh()
    #expect(before > 0)
    #expect(explored.text.contains("0 of 20 accounts wrong, 0.00 missing"))
    #expect(explored.message == selected)
  }

  @Test func `a rebuild mends what was missed, and says so`() {
    var explored = explored(pending: 0)
    explored.press(.character("5"))
    let count = wrong(explored).count
    explored.press(.character("R"))
    #expect(explored.message.contains("rebuilt from 70 events: \(count) accounts mended"))
    #expect(explored.text.contains("0 of 20 accounts wrong"))
  }

  @Test(arguments: [Key.escape, .control("c")])
  func `a rebuild that runs shows how far it is, and is cancelled`(key: Key) {
    var explored = explored { store in
      store.rebuild = RebuildProgress(reader: .checkpoint, events: 50, total: 200)
    }
    explored.press(.character("5"), .character("R"))
    #expect(explored.text.contains("25%") && explored.text.contains("50 of 200 events"))
    explored.press(.character("R"))
    #expect(explored.message.contains("a rebuild runs: Esc cancels it"))
    explored.press(key)
    #expect(explored.message.contains("rebuild cancelled: nothing is changed"))
    #expect(explored.text.contains("accounts wrong") && !explored.text.contains("25%"))
    #expect(explored.text.contains("READER"))
  }

  @Test func `what ends after it was cancelled changes nothing`() {
    var explored = explored { store in
      store.rebuild = RebuildProgress(reader: .checkpoint, events: 50, total: 200)
    }
    explored.press(.character("5"), .character("R"), .escape)
    let done = RebuildProgress(
      reader: .checkpoint, events: 200, total: 200, outcome: .done(mended: 9, wrong: 0))
    _ = explored.state.receive(.readModel(.rebuild(done)))
    #expect(!explored.text.contains("mended"))
  }

  @Test(arguments: [ExplorerSubject.Kind.demo, .readOnly])
  func `the reader is chosen in the parameters, on a store too`(kind: ExplorerSubject.Kind) {
    var explored = explored(kind: kind)
    explored.press(.character("p"), .up)
    if kind == .demo { explored.press(.up) }
    #expect(explored.text.contains("◀ checkpoint ▶"))
    explored.press(.right)
    #expect(explored.text.contains("◀ overlap ▶"))
    explored.press(.left, .left)
    #expect(explored.text.contains("◀ safe-horizon ▶"))
    explored.press(.escape, .character("5"))
    #expect(explored.text.contains("read model of the safe-horizon reader"))
  }

  @Test func `where nothing appears behind a reader there is one, and r says why`() {
    var explored = explored(kind: .store, architecture: .dynamoDBTransactions)
    explored.press(.character("5"), .character("c"))
    #expect(explored.message.contains("checkpoint is the one it has"))
    #expect(!explored.text.contains("overlap"))
    explored.press(.character("p"))
    #expect(explored.message.contains("nothing moves here"))
  }

  @Test func `accounts alone have a read model, others are counted`() throws {
    var store = FixtureStore(events: 0, hasWriters: false)
    for number in 1...3 { try store.add(aggregate: "n\(number)", type: "NOTE", metadata: "{}") }
    var explored = Explored(store, kind: .store, name: "s.db")
    explored.press(.character("5"))
    #expect(explored.text.contains("no read model is known for 3 aggregates: accounts alone"))
    explored.press(.enter)
    #expect(explored.message.contains("no read model is known"))
    try explored.store.add(
      aggregate: "a", type: "ACCOUNT_CREATED", metadata: #"{"name":"Ann"}"#)
    explored.refresh()
    #expect(explored.text.contains("0 of 1 account wrong, 0.00 missing"))
    #expect(explored.text.contains("no read model is known for 3 other aggregates"))
  }

  @Test func `a click selects, a second one opens, headings sort, readers are clicked`() {
    var explored = explored()
    func press(_ row: Int, _ column: Int) -> TerminalInput {
      .mouse(MouseEvent(kind: .press, column: column, row: row))
    }
    explored.press(.character("5"), .character("g"))
    let wrong = wrong(explored)
    explored.take(press(7, 20))
    #expect(explored.message.contains("\(wrong[1].account)"))
    explored.take(.mouse(MouseEvent(kind: .wheelDown, column: 20, row: 10)))
    #expect(explored.message.contains("\(wrong[4].account)"))
    explored.take(press(6, 20))
    explored.take(press(6, 20), after: 100_000)
    #expect(explored.text.contains("NOT DELIVERED"))
    explored.press(.escape)
    explored.take(press(5, 6))
    #expect(explored.text.contains("ACCOUNT▲"))
    explored.take(press(3, 24))
    #expect(explored.text.contains("read model of the overlap reader"))
  }

  @Test func `every size can be drawn, with the pane and without`() {
    var explored = explored()
    explored.press(.character("5"), .character("g"))
    for _ in 0..<2 {
      for columns in [1, 19, 20, 33, 60, 80, 300] {
        for rows in [1, 4, 5, 6, 9, 10, 13, 24, 30, 90] {
          explored.resize(columns: columns, rows: rows)
          #expect(explored.lines.count == rows)
          explored.press(.down)
        }
      }
      explored.resize(columns: 120, rows: 40)
      explored.press(.character("g"), .enter)
    }
  }

  @Test func `names and ids that would steer the terminal are made visible`() throws {
    var store = FixtureStore(events: 0)
    try store.add(
      aggregate: "evil\u{1b}]0;x\u{7}", type: "ACCOUNT_CREATED",
      metadata: #"{"name":"\u001b[2J\u202e"}"#)
    var explored = Explored(store)
    explored.press(.character("5"))
    #expect(explored.text.contains("1 account"))
    #expect(explored.text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    #expect(!explored.text.unicodeScalars.contains("\u{202e}"))
  }
}

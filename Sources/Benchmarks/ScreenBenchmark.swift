import Foundation

/// What the explorer takes on a large store, measured on a terminal of its own: each screen, moving, sorting,
/// searching and filtering, and the memory in use after each.
struct ScreenBenchmark {
  /// How many events the store has.
  let events: Int
  /// How many accounts they are spread over.
  let accounts: Int
  /// Where the store is kept; nil: it is made for this run.
  let path: String?
  /// How often each figure is measured; what goes through everything is measured once.
  let rounds: Int

  func run() async throws {
    let store = try await FilledStore(path: path, events: events, accounts: accounts)
    defer { store.remove() }
    var yardstick: [Double] = []
    var table = StepTable()
    for round in 0..<rounds {
      // What a process on a terminal costs at all: a shell that says one word.
      let shell = try PseudoTerminal(
        ["/bin/sh", "-c", "echo ready; read end"], columns: 120, rows: 40)
      yardstick.append(shell.read(limit: 5_000, quiet: 50).lastMilliseconds ?? .infinity)
      var walk = try ScreenWalk(store: store.path, events: events)
      walk.visitScreens()
      walk.moveAbout()
      walk.searchAndFilter(throughEverything: round == 0)
      table.take(walk.steps)
    }
    table.printRows("on a terminal of 120x40", yardstick: Figures.median(yardstick))
  }
}

/// One way through the explorer.
private struct ScreenWalk {
  private(set) var steps: [StepTable.Step] = []
  private let terminal: PseudoTerminal
  private let events: Int

  /// How long a step may take, in milliseconds: what goes through everything looks at 20,000 events a second
  /// at least.
  private var limit: Int32 { 10_000 + Int32(clamping: events / 20) }
  /// After so many milliseconds without a byte everything has been shown.
  private static let quiet: Int32 = 250

  /// Opens the explorer.
  init(store: String, events: Int) throws {
    self.events = events
    terminal = try PseudoTerminal([Program.cqrs, "explore", store], columns: 120, rows: 40)
    take("first full screen", terminal.read(limit: 10_000, quiet: Self.quiet))
  }

  // MARK: What is measured

  mutating func visitScreens() {
    press("g: to the first event", "g")
    press("G: to the last event", "G")
    press("2: the aggregates", "2")
    press("3: the whole stream", "3")
    press("4: commits against index", "4")
    press("5: the read model, accounts counted", "5") { $0.contains("accounts wrong") }
    press("6: the architectures", "6")
  }

  mutating func moveAbout() {
    press(nil, "2")
    for _ in 0..<20 { press("PgDn through the aggregates", "\u{1B}[6~") }
    press(nil, "\u{1B}[C")
    press(nil, "\u{1B}[C")
    press("s: sorted by version", "s")
    press("s: the other way round", "s")
    press("G: to the last aggregate", "G")
    press("Enter: an aggregate", "\r")
    press(nil, "3")
    press(nil, "g")
    for _ in 0..<20 { press("PgDn through the stream", "\u{1B}[6~") }
    press(nil, "t50%")
    press("t: to half of the stream", "\r")
    for _ in 0..<20 { press("j: a row down", "j") }
  }

  mutating func searchAndFilter(throughEverything: Bool) {
    press(nil, "1")
    press(nil, "G")
    press(nil, "/")
    press("/: the first letter of a search", "#") { $0.contains("searching") }
    press(nil, "#")
    if throughEverything, !terminal.picture.contains("not found") {
      press("/: nothing found in all events", "") { $0.contains("not found") }
      press(nil, "#")
    }
    press("Esc: the search is cancelled", "\u{1B}") { !$0.contains("searching") }
    press(nil, "3")
    press(nil, "f")
    press("f: the first letter of a filter", "#") { $0.contains("0 of ") }
    press(nil, "#")
    if throughEverything, terminal.picture.contains("%") {
      press("f: all events looked at", "") { !$0.contains("%") }
      press(nil, "#")
    }
    press(nil, "\r")
    guard terminal.picture.contains("%") else { return }
    press("Ctrl-C: the filter is stopped", "\u{3}") { $0.contains("stopped at") }
  }

  // MARK: How

  /// Sends keys and waits for what they show: what is asked for, or all that comes.
  private mutating func press(
    _ name: String?, _ keys: String, until isDone: ((TerminalPicture) -> Bool)? = nil
  ) {
    terminal.send(keys)
    let output = terminal.read(
      limit: name == nil ? 500 : limit, quiet: isDone == nil ? Self.quiet : nil,
      until: isDone ?? { _ in false })
    guard let name else { return }
    if isDone != nil, output.doneMilliseconds == nil {
      print("\(name): what was waited for did not come to the screen:\n\(terminal.picture)")
    }
    take(name, output)
  }

  private mutating func take(_ name: String, _ output: PseudoTerminal.Output) {
    let memory = terminal.megabytes
    steps.append(
      StepTable.Step(
        name: name, first: output.firstMilliseconds ?? 0,
        done: output.doneMilliseconds ?? output.lastMilliseconds ?? .infinity,
        resident: memory?.resident ?? .infinity, most: memory?.most ?? .infinity))
  }
}

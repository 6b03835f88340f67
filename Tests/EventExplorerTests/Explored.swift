import Architectures
import EventExplorer
import EventSourcing
import Scenarios
import TerminalScreen

/// The explorer on a fixture: keys in, rows of text out.
struct Explored {
  var store: FixtureStore
  var state: ExplorerState
  private var now: Int64 = 0

  init(
    _ store: FixtureStore, columns: Int = 120, rows: Int = 40,
    kind: ExplorerSubject.Kind = .demo, name: String = "seed 7",
    architecture: ArchitectureName = .dynamoDBWithKSUIDs, movesStream: Bool = true,
    preferences: ExplorerPreferences = ExplorerPreferences(), scenario: Scenario? = nil
  ) {
    self.store = store
    state = ExplorerState(
      subject: ExplorerSubject(
        kind: kind, name: name, architecture: architecture, movesStream: movesStream),
      size: TerminalSize(columns: columns, rows: rows), status: store.status,
      preferences: preferences, scenario: scenario)
    refresh()
  }

  /// Tells the explorer how the store stands now.
  mutating func refresh() {
    store.serve(state.receive(.status(store.status)), &state)
  }

  /// Hands it an answer that nobody asked for.
  mutating func receive(_ answer: ExplorerAnswer) {
    store.serve(state.receive(answer), &state)
  }

  mutating func press(_ keys: Key..., after microseconds: Int64 = 2_000_000) {
    for key in keys { take(.key(key), after: microseconds) }
  }

  mutating func type(_ text: String) {
    for character in text { take(.key(.character(character))) }
  }

  mutating func take(_ input: TerminalInput, after microseconds: Int64 = 2_000_000) {
    now += microseconds
    store.serve(state.handle(input, at: now), &state)
  }

  mutating func resize(columns: Int, rows: Int) {
    store.serve(state.resize(to: TerminalSize(columns: columns, rows: rows)), &state)
  }

  var frame: Frame { state.draw() }
  var lines: [String] { frame.grid.lines }
  var text: String { lines.joined(separator: "\n") }

  /// The row that is drawn as selected.
  var selectedLine: String? {
    let grid = frame.grid
    let row = (0..<grid.size.rows).first { row in
      (2..<grid.size.columns).count { grid[row: row, column: $0].style.isReversed } > grid.size
        .columns / 3
    }
    return row.map { lines[$0] }
  }

  /// The message line.
  var message: String { lines[lines.count - 2] }

  /// Whether the explorer asked to end.
  var hasQuit: Bool {
    store.terminal.contains { if case .quit = $0 { true } else { false } }
  }
}

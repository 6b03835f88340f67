import TerminalScreen
import Testing

@Suite struct GridChangeTests {
  private static let texts = ["a", "bc", "漢", "字x", "🙂", "e\u{301}", " ", "\u{1b}", "────"]

  private func scribble(
    _ grid: inout Grid, times: Int, using generator: inout some RandomNumberGenerator
  ) {
    for _ in 0..<times {
      grid.write(
        GridChangeTests.texts.randomElement(using: &generator) ?? "",
        row: .random(in: 0..<grid.size.rows, using: &generator),
        column: .random(in: -2..<grid.size.columns, using: &generator),
        style: Style(.allCases.randomElement(using: &generator) ?? .normal))
    }
  }

  @Test(arguments: UInt64(0)..<200)
  func `applying the changes to the old grid gives the new one`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let columns = Int.random(in: 1...12, using: &generator)
    var old = Grid(size: TerminalSize(columns: columns, rows: 3))
    scribble(&old, times: 20, using: &generator)
    var new = old
    scribble(&new, times: .random(in: 0...6, using: &generator), using: &generator)
    let changes = new.changes(from: old)
    for change in changes {
      #expect(change.cells.first?.text != nil, "seed \(seed): begins within a wide character")
      let end = change.column + change.cells.count
      #expect(
        end == columns || new[row: change.row, column: end].text != nil,
        "seed \(seed): ends within a wide character")
      for (column, cell) in zip(change.column..., change.cells) {
        old[row: change.row, column: column] = cell
      }
    }
    #expect(old == new, "seed \(seed)")
  }

  @Test func `the same grid has no changes`() {
    var grid = Grid(size: TerminalSize(columns: 10, rows: 2))
    grid.write("a漢b", row: 1, column: 3)
    #expect(grid.changes(from: grid).isEmpty)
  }

  @Test func `only what differs is drawn`() {
    let old = Grid(size: TerminalSize(columns: 10, rows: 2))
    var new = old
    new.write("ab", row: 1, column: 3)
    new.write("c", row: 1, column: 7)
    let changes = new.changes(from: old)
    #expect(changes.map(\.column) == [3, 7])
    #expect(changes.map { $0.cells.map(\.text) } == [["a", "b"], ["c"]])
  }

  @Test func `a grid of another size is drawn whole`() {
    let new = Grid(size: TerminalSize(columns: 3, rows: 2))
    let changes = new.changes(from: Grid(size: TerminalSize(columns: 2, rows: 3)))
    #expect(changes.map(\.cells.count) == [3, 3])
  }
}

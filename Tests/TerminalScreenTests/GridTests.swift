import TerminalScreen
import Testing

@Suite struct GridTests {
  private func grid(_ columns: Int, _ rows: Int = 1) -> Grid {
    Grid(size: TerminalSize(columns: columns, rows: rows))
  }

  @Test func `a wide character takes two cells`() {
    var grid = grid(4)
    #expect(grid.write("a漢b", row: 0, column: 0) == 4)
    #expect(grid.cells.map(\.text) == ["a", "漢", nil, "b"])
  }

  @Test func `half a wide character at the edge becomes a space`() {
    var grid = grid(3)
    #expect(grid.write("a漢漢", row: 0, column: 0) == 3)
    #expect(grid.lines == ["a漢"])
    #expect(grid.write("漢", row: 0, column: 2) == 1)
    #expect(grid.cells.map(\.text) == ["a", " ", " "])
    #expect(grid.write("漢x", row: 0, column: -1) == 3)
    #expect(grid.cells.map(\.text) == [" ", "x", " "])
  }

  @Test func `writing over half a wide character leaves a space for the other half`() {
    for column in 1...2 {
      var grid = grid(4)
      grid.write("a漢b", row: 0, column: 0)
      grid.write("x", row: 0, column: column)
      #expect(grid.lines == [column == 1 ? "ax b" : "a xb"])
    }
    var grid = grid(4)
    grid.write("漢字", row: 0, column: 0)
    grid.write("語", row: 0, column: 1)
    #expect(grid.cells.map(\.text) == [" ", "語", nil, " "])
  }

  @Test func `nothing is written outside, or beyond the limit`() {
    var grid = grid(3, 2)
    grid.write("abc", row: -1, column: 0)
    grid.write("abc", row: 2, column: 0)
    grid.write("abc", row: 0, column: 3)
    #expect(grid.write("abc", row: 0, column: .max) == 0)
    #expect(grid == self.grid(3, 2))
    #expect(grid.write("abc", row: 1, column: 0, limit: 2) == 2)
    #expect(grid.write("漢", row: 0, column: 0, limit: 1) == 1)
    #expect(grid.write("x", row: 0, column: 0, limit: -1) == 0)
    #expect(grid.lines == ["", "ab"])
  }

  @Test func `text and the same bytes are drawn alike`() {
    for text in ["", "abc", "e\u{301}漢\u{1b}[2J", "🙂\u{200d}"] {
      var one = grid(30)
      var other = grid(30)
      one.write(text, row: 0, column: 2)
      other.write(utf8: text.utf8, row: 0, column: 2)
      #expect(one == other)
    }
  }

  @Test func `a box has its title in the upper side and leaves its inside alone`() {
    var grid = grid(10, 4)
    grid.write("within", row: 1, column: 1)
    grid.drawBox(Rect(row: 0, column: 0, rows: 3, columns: 10), title: "Live events")
    #expect(grid.lines == ["┌─ Liv… ─┐", "│within  │", "└────────┘", ""])
    grid.drawBox(Rect(row: 3, column: 0, rows: 1, columns: 10), title: "x")
    #expect(grid.lines[3] == "")
  }

  @Test func `filling goes over wide characters cleanly`() {
    var grid = grid(6)
    grid.write("漢字漢", row: 0, column: 0)
    grid.fill(Rect(row: -3, column: 1, rows: 9, columns: 2), style: Style(.bad))
    #expect(grid.cells.map(\.text) == [" ", " ", " ", " ", "漢", nil])
    #expect(grid.cells.map(\.style.role) == [.normal, .bad, .bad, .normal, .normal, .normal])
  }

  @Test func `restyling keeps the text`() {
    var grid = grid(4)
    grid.write("a漢b", row: 0, column: 0)
    grid.restyle(Rect(row: 0, column: 1, rows: 1, columns: 2)) { $0.isReversed = true }
    #expect(grid.lines == ["a漢b"])
    #expect(grid.cells.map(\.style.isReversed) == [false, true, true, false])
  }
}

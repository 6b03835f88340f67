import TerminalScreen
import Testing
import VirtualTime

@testable import EventExplorer

@Suite struct TextFieldTests {
  private func edited(_ text: String, _ keys: Key...) -> TextField {
    var field = TextField(text)
    for key in keys { _ = field.handle(key) }
    return field
  }

  @Test func `it is edited as in a shell`() {
    #expect(edited("one two", .control("w")).text == "one ")
    #expect(edited("one two", .control("a"), .control("k")).text == "")
    #expect(edited("one two", .left, .left, .control("u")).text == "wo")
    #expect(edited("one", .home, .delete, .character("O")).text == "One")
    #expect(edited("one", .control("a"), .character("x"), .control("e"), .backspace).text == "xon")
    #expect(edited("one", .up).text == "one")
    #expect(edited("one two  ", .control("w")).text == "one ")
    #expect(edited("one two", .alt("b"), .character("x")).text == "one xtwo")
    #expect(edited("one two", .home, .alt("f"), .character("x")).text == "onex two")
    #expect(edited("one two", .home, .alt("d")).text == " two")
  }

  @Test func `characters stay whole`() {
    let field = edited("a👩‍💻", .backspace)
    #expect(field.text == "a")
    var joined = TextField("e")
    _ = joined.paste("\u{301}")
    #expect(joined.text.count == 1)
    #expect(joined.isAtEnd)
    #expect(edited("e\u{301}", .home, .character("x")).text == "xe\u{301}")
    var flag = TextField("🇩")
    _ = (flag.paste("🇪"), flag.handle(.backspace))
    #expect(flag.text.isEmpty)
  }

  @Test func `what is too long is not taken`() {
    var field = TextField()
    let pastes = (field.paste(String(repeating: "x", count: TextField.line)), field.paste("y"))
    #expect(pastes == (true, false))
    #expect(field.text.utf8.count == TextField.line)
  }

  @Test func `the cursor is always in view`() {
    let seed = TestSeed.value
    var random = SeededRandom(seed: seed)
    let keys: [Key] = [
      .character("a"), .character("漢"), .character("\u{1b}"), .left, .right, .home, .end,
      .backspace, .delete, .control("w"), .control("k"),
    ]
    var field = TextField()
    for _ in 0..<2_000 {
      _ = field.handle(keys[random.index(below: keys.count)])
      var grid = Grid(size: TerminalSize(columns: 12, rows: 1))
      let column = field.draw(
        into: &grid, row: 0, column: 2, columns: 8, isActive: true, style: .normal)
      #expect((2..<10).contains(column), "seed \(seed)")
      #expect(grid[row: 0, column: 10].text == " ", "seed \(seed)")
    }
  }
}

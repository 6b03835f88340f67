import TerminalScreen
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("漢字仮名", 8), ("ＦＵ", 4), ("ｶﾀ", 2), ("한국", 4),
    ("\u{1112}\u{1161}\u{11ab}", 2),
    ("🙂", 2), ("👩‍💻", 2), ("👍🏽", 2), ("❤️", 1), ("⌚", 2), ("e\u{301}", 1), ("漢\u{301}", 2),
    ("שלום", 4), ("│─█▁…", 5), ("①", 1), ("\u{1b}", 6), ("\u{202e}", 8), ("\u{10ffff}", 10),
    ("\u{2028}", 8), ("\t", 5), ("क्षि", 3), ("\u{3000}", 2), ("☃", 1), ("䷀", 2),
  ])
  func `a text is as wide as terminals draw it`(text: String, width: Int) {
    #expect(text.displayWidth == width)
    var grid = Grid(size: TerminalSize(columns: 20, rows: 1))
    #expect(grid.write(text, row: 0, column: 0) == width)
  }

  @Test func `a text that fits is not cut`() {
    for text in ["", "abc", "漢字", "a\u{1b}"] {
      #expect(text.truncated(to: text.displayWidth) == text)
    }
  }

  @Test func `a text that does not fit ends in an ellipsis`() {
    #expect("abcdef".truncated(to: 4) == "abc…")
    #expect("漢字漢字".truncated(to: 4) == "漢…")
    #expect("漢字漢字".truncated(to: 5) == "漢字…")
    #expect("a\u{1b}b".truncated(to: 7) == "a…")
    #expect("👩‍💻👩‍💻👩‍💻".truncated(to: 5) == "👩‍💻👩‍💻…")
    #expect("abc".truncated(to: 1) == "…")
    #expect("abc".truncated(to: 0) == "")
    #expect("xabcdefx".dropFirst().truncated(to: 3) == "ab…")
  }

  @Test func `no text is wider than it is truncated to`() {
    for text in ["漢a字b", "e\u{301}\u{301}x", "\u{202e}ab", "🙂🙂", "a\u{7}b"] {
      for columns in 0...12 {
        #expect(text.truncated(to: columns).displayWidth <= columns)
        #expect(text.fitted(to: columns).displayWidth == columns)
      }
    }
  }

  @Test func `a text is filled up on the side asked for`() {
    #expect("漢".fitted(to: 4) == "漢  ")
    #expect("漢".fitted(to: 4, alignedRight: true) == "  漢")
  }
}

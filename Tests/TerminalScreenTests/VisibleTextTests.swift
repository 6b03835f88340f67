import TerminalScreen
import Testing

@Suite struct VisibleTextTests {
  /// What must never be sent, whatever stands around it.
  private static func commands(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE000...0xF8FF,
      0xE0000...0xE0FFF, 0xF0000...0x10FFFF, 0x1F1E6...0x1F1FF:
      true
    default:
      value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
    }
  }

  @Test(arguments: ["", "a", "é", "漢", "🙂", "ש"])
  func `no scalar that commands, hides or reorders gets through`(before: String) {
    var leaks: [String] = []
    for scalar in (0...0x10FFFF).lazy.compactMap(Unicode.Scalar.init) {
      guard VisibleTextTests.commands(scalar.value) else { continue }
      let visible = VisibleText.of(before + String(scalar) + "z")
      if visible.unicodeScalars.contains(where: { VisibleTextTests.commands($0.value) }) {
        leaks.append("U+" + String(scalar.value, radix: 16))
      }
    }
    #expect(leaks == [])
  }

  @Test func `every control character is named, and told from its neighbours`() {
    var names = Set<String>()
    for value in [0..<0x20, 0x7F..<0xA0].joined() {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let name = VisibleText.of(String(scalar))
      #expect(name == "\\u{\(String(value, radix: 16))}")
      names.insert(name)
    }
    #expect(names.count == 65)
  }

  @Test func `bytes that are no UTF-8 are named one by one`() {
    let cases: [([UInt8], String)] = [
      ([0x61, 0x9B, 0x37], "a\\x{9b}7"),
      ([0xFF, 0xFE], "\\x{ff}\\x{fe}"),
      ([0xC0, 0x80], "\\x{c0}\\x{80}"),
      ([0xED, 0xA0, 0x80], "\\x{ed}\\x{a0}\\x{80}"),
      ([0xF5, 0x80, 0x80, 0x80], "\\x{f5}\\x{80}\\x{80}\\x{80}"),
      ([0xE6, 0xBC], "\\x{e6}\\x{bc}"),
      ([0xC3, 0xA9], "é"),
    ]
    for (bytes, expected) in cases {
      #expect(VisibleText.of(utf8: bytes) == expected)
    }
  }

  @Test func `text cannot pretend to hold a hidden character`() {
    #expect(VisibleText.of("\u{1b}") == #"\u{1b}"#)
    #expect(VisibleText.of(#"\u{1b}"#) == #"\u{5c}u{1b}"#)
    #expect(VisibleText.of(#"\x{9b}"#) == #"\u{5c}x{9b}"#)
    #expect(VisibleText.of(#"{"a":"\n\u001b\\"}"#) == #"{"a":"\n\u001b\\"}"#)
  }

  @Test func `of an emoji sequence the first emoji is shown`() {
    #expect(VisibleText.of("👩‍💻!") == "👩!")
    #expect(VisibleText.of("👍🏽!") == "👍!")
    #expect(VisibleText.of("❤️‍🔥❤️") == "❤❤")
    #expect(VisibleText.of("👨‍👩‍👧‍👦👨‍👩‍👧‍👦") == "👨👨")
    #expect(VisibleText.of("1️⃣") == "1⃣")
    #expect(VisibleText.of("🇩🇪") == #"\u{1f1e9}\u{1f1ea}"#)
  }

  @Test func `joiners and selectors without an emoji are named`() {
    #expect(VisibleText.of("a\u{200D}b") == #"a\u{200d}b"#)
    #expect(VisibleText.of("🙂\u{200D}b") == #"🙂\u{200d}b"#)
    #expect(VisibleText.of("a\u{FE0F}") == #"a\u{fe0f}"#)
    #expect(VisibleText.of("1\u{FE0F}2") == #"1\u{fe0f}2"#)
    #expect(VisibleText.of("🙂\u{FE0F}\u{FE0F}") == #"🙂\u{fe0f}"#)
    #expect(VisibleText.of("a🏽") == #"a\u{1f3fd}"#)
  }

  @Test func `marks beyond the third over one character are named`() {
    let many = "e" + String(repeating: "\u{301}", count: 5)
    #expect(VisibleText.of(many) == "e\u{301}\u{301}\u{301}" + #"\u{301}\u{301}"#)
    #expect(VisibleText.of("\u{301}a") == #"\u{301}a"#)
    #expect(VisibleText.of("\u{1b}\u{301}") == #"\u{1b}\u{301}"#)
  }

  @Test func `letters of any direction stay as they are`() {
    for text in ["שלום עולם", "مرحبا", "voilà", "ｶﾀｶﾅ", "ＦＵＬＬ　ＷＩＤＴＨ", "한국어"] {
      #expect(VisibleText.of(text) == text)
    }
  }
}

import EventSourcing
import Testing

@Suite struct EscapedTests {
  @Test(arguments: [
    ("plain é 漢 😀 \\", "plain é 漢 😀 \\"),
    ("\u{1B}]0;x\u{7}", "\\u001b]0;x\\u0007"),
    ("a\tb\nc\0", "a\\u0009b\\u000ac\\u0000"),
    ("\u{7F}\u{80}\u{9F}\u{A0}", "\\u007f\\u0080\\u009f\u{A0}"),
    ("\u{61C}\u{200E}\u{200F}", "\\u061c\\u200e\\u200f"),
    (
      "\u{2027}\u{2028}\u{2029}\u{202A}\u{202E}\u{202F}",
      "\u{2027}\\u2028\\u2029\\u202a\\u202e\u{202F}"
    ),
    ("\u{2065}\u{2066}\u{2069}\u{206A}", "\u{2065}\\u2066\\u2069\u{206A}"),
  ])
  func `what steers a terminal or turns text shows escaped`(text: String, shown: String) {
    #expect(Escaped.text(text) == shown)
  }

  @Test func `bytes that are not UTF-8 show as hexadecimal`() {
    #expect(Escaped.text([0x61, 0xFF, 0xC3, 0xA9, 0xE2, 0x82]) == "a\\xffé\\xe2\\x82")
  }
}

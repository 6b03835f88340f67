import Testing

@testable import TerminalScreen

@Suite struct KeyDecoderTests {
  /// Everything a text stands for when it comes at once and nothing follows.
  private func decode(_ text: String) -> [TerminalInput] {
    decode([Array(text.utf8)])
  }

  /// Everything that pieces stand for when they come 8 ms apart and nothing follows.
  private func decode(_ pieces: [[UInt8]]) -> [TerminalInput] {
    var decoder = KeyDecoder()
    var now: Int64 = 0
    var input: [TerminalInput] = []
    for piece in pieces {
      now += 8_000
      input += decoder.feed(piece, at: now)
    }
    if let deadline = decoder.deadline { input += decoder.expire(at: deadline) }
    #expect(decoder.state == .ground)
    #expect(decoder.deadline == nil)
    return input
  }

  private static let escape = "\u{1b}"

  /// What terminals send, and what it is.
  static let samples: [(String, [TerminalInput])] = [
    ("a", [.key(.character("a"))]), ("é", [.key(.character("é"))]), ("漢", [.key(.character("漢"))]),
    ("🙂", [.key(.character("🙂"))]), (" ", [.key(.character(" "))]), ("~", [.key(.character("~"))]),
    ("\r", [.key(.enter)]), ("\n", [.key(.enter)]), ("\t", [.key(.tab)]),
    ("\u{7f}", [.key(.backspace)]), ("\u{8}", [.key(.control("h"))]),
    ("\0", [.key(.control(" "))]), ("\u{1}", [.key(.control("a"))]),
    ("\u{3}", [.key(.control("c"))]), ("\u{1a}", [.key(.control("z"))]),
    ("\u{1c}", [.key(.control("\\"))]), ("\u{1d}", [.key(.control("]"))]),
    ("\u{1e}", [.key(.control("^"))]), ("\u{1f}", [.key(.control("_"))]),
    ("\(escape)x", [.key(.alt("x"))]), ("\(escape)é", [.key(.alt("é"))]),
    ("\(escape)\u{7f}", [.key(.backspace)]),
    ("\(escape)]x", [.key(.alt("]")), .key(.character("x"))]),
    ("\(escape)Px", [.key(.alt("P")), .key(.character("x"))]),
    ("\(escape)[A", [.key(.up)]), ("\(escape)OA", [.key(.up)]), ("\(escape)[1;5A", [.key(.up)]),
    ("\(escape)O5D", [.key(.left)]), ("\(escape)\(escape)[B", [.key(.down)]),
    ("\(escape)[a", [.key(.up)]), ("\(escape)Oc", [.key(.right)]),
    ("\(escape)[3$", [.key(.delete)]), ("\(escape)[7^", [.key(.home)]),
    ("\(escape)[8@", [.key(.end)]),
    ("\(escape)[Z", [.key(.backTab)]), ("\(escape)[[A", [.key(.function(1))]),
    ("\(escape)[[E", [.key(.function(5))]), ("\(escape)[15;2~", [.key(.function(5))]),
    ("\(escape)[27;5;97~", [.key(.control("a"))]), ("\(escape)[13;2u", [.key(.enter)]),
    ("\(escape)[9;2u", [.key(.backTab)]), ("\(escape)[97;3u", [.key(.alt("a"))]),
    ("\(escape)[I", [.focus(true)]), ("\(escape)[O", [.focus(false)]),
    ("\(escape)[<0;3;4M", [.mouse(MouseEvent(kind: .press, column: 2, row: 3))]),
    ("\(escape)[<4;3;4m", [.mouse(MouseEvent(kind: .release, column: 2, row: 3))]),
    ("\(escape)[<64;300;1M", [.mouse(MouseEvent(kind: .wheelUp, column: 299, row: 0))]),
    ("\(escape)[<65;1;1M", [.mouse(MouseEvent(kind: .wheelDown, column: 0, row: 0))]),
    ("\(escape)[<2;0;0M", [.mouse(MouseEvent(kind: .other, column: 0, row: 0))]),
    ("\(escape)[<35;5;5M", [.mouse(MouseEvent(kind: .other, column: 4, row: 4))]),
    ("\(escape)[M !\"", [.mouse(MouseEvent(kind: .press, column: 0, row: 1))]),
    ("\(escape)[M#!!", [.mouse(MouseEvent(kind: .release, column: 0, row: 0))]),
    ("\(escape)[200~a\rb\r\nc\nq\(escape)[201\(escape)[201~", [.paste("a\nb\nc\nq\(escape)[201")]),
    (
      "\(escape)]11;rgb:ffff/8080/0000\(escape)\\",
      [.background(RGBColour(red: 255, green: 128, blue: 0))]
    ),
    (
      "\(escape)]11;rgb:0/f/80\u{7}j",
      [.background(RGBColour(red: 0, green: 255, blue: 128)), .key(.character("j"))]
    ),
    ("\(escape)[200~\(escape)[201~x", [.paste(""), .key(.character("x"))]),
  ]

  /// What terminals answer to questions, which no key may be made of.
  static let answers = [
    "\(escape)[?62;22c", "\(escape)[>41;366;0c", "\(escape)[12;40R", "\(escape)[1;2R",
    "\(escape)[0n",
    "\(escape)[?2026;2$y", "\(escape)[?1u", "\(escape)[8;40;120t", "\(escape)[201~",
    "\(escape)]11;rgb:zz/0/0\(escape)\\", "\(escape)]11;?\u{7}",
    "\(escape)]10;rgb:ffff/ffff/ffff\u{7}",
    "\(escape)P>|term 1.0\(escape)\\", "\(escape)P!|00000000\(escape)\\",
    "\(escape)P1$r0m\(escape)\\",
    "\(escape)[99;99;99z", "\(escape)[?25", "\(escape)[[Z",
  ]

  @Test(arguments: samples)
  func `what terminals send is understood`(text: String, expected: [TerminalInput]) {
    #expect(decode(text) == expected)
  }

  @Test(arguments: answers)
  func `an answer that comes late is no key`(text: String) {
    #expect(decode(text) == [])
    if text.hasPrefix("\(KeyDecoderTests.escape)[?25") { return }
    #expect(decode(text + "j") == [.key(.character("j"))])
  }

  @Test func `every key of the tables is understood`() {
    for (number, key) in ControlSequence.numberedKeys {
      for text in ["[\(number)~", "[\(number);5~", "[\(number)^", "[\(number)$", "[\(number)@"] {
        #expect(decode("\u{1b}" + text) == [.key(key)], "\(text)")
      }
    }
    for (final, key) in ControlSequence.finalKeys {
      let end = String(Unicode.Scalar(final))
      #expect(decode("\u{1b}[" + end) == [.key(key)], "\(end)")
      if end != "R" { #expect(decode("\u{1b}[1;5" + end) == [.key(key)], "\(end)") }
    }
    for (final, key) in ControlSequence.singleShiftKeys {
      #expect(decode("\u{1b}O" + String(Unicode.Scalar(final))) == [.key(key)])
    }
  }

  @Test func `a slow line may cut a sequence anywhere, even twice`() {
    for (text, expected) in KeyDecoderTests.samples + KeyDecoderTests.answers.map({ ($0, []) }) {
      let bytes = Array(text.utf8)
      for first in 0...bytes.count {
        for second in first...bytes.count {
          let pieces = [
            Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...]),
          ]
          #expect(decode(pieces) == expected, "\(text.debugDescription) at \(first), \(second)")
        }
      }
    }
  }

  @Test func `a lone Esc is a key after 25 ms and no sooner`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0x1B], at: 1_000) == [])
    #expect(decoder.deadline == 26_000)
    #expect(decoder.expire(at: 25_999) == [])
    #expect(decoder.expire(at: 26_000) == [.key(.escape)])
    #expect(decoder.deadline == nil)
    #expect(decoder.feed("[A".utf8, at: 26_001) == [.key(.character("[")), .key(.character("A"))])
  }

  @Test func `a sequence past its second byte waits for half a second`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1b}[".utf8, at: 0) == [])
    #expect(decoder.expire(at: 499_999) == [])
    #expect(decoder.feed("A".utf8, at: 499_999) == [.key(.up)])
    #expect(decoder.deadline == nil)
  }

  @Test(arguments: ["[", "O", "]", "P"])
  func `what begins a sequence and stays alone is a key with Alt`(text: String) {
    #expect(decode("\u{1b}" + text) == [.key(.alt(Character(text)))])
  }

  @Test func `Esc twice is Esc twice`() {
    #expect(decode("\u{1b}\u{1b}") == [.key(.escape), .key(.escape)])
    #expect(decode("\u{1b}\u{1b}q") == [.key(.escape), .key(.alt("q"))])
  }

  @Test func `a sequence that breaks off does not swallow the key after it`() {
    #expect(decode("\u{1b}[12\u{3}") == [.key(.control("c"))])
    #expect(decode("\u{1b}[1\u{1b}[A") == [.key(.up)])
    #expect(decode("\u{1b}]0;title\u{3}") == [.key(.control("c"))])
    #expect(decode("\u{1b}]0;title\u{1b}OB") == [.key(.down)])
    #expect(decode([[0xE6, 0x6A]]) == [.key(.character("j"))])
    #expect(decode([[0x9B, 0xFF, 0xC0, 0x6A]]) == [.key(.character("j"))])
    #expect(decode([[0xED, 0xA0, 0x80, 0x6A]]) == [.key(.character("j"))])
    #expect(decode("\u{9b}j") == [.key(.character("j"))])
  }

  @Test func `Backspace is also what the terminal's settings say`() {
    var decoder = KeyDecoder(eraseByte: 8)
    #expect(decoder.feed([8, 0x7F], at: 0) == [.key(.backspace), .key(.backspace)])
  }

  @Test func `a paste without an end ends by itself and keeps its text`() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1b}[200~ab\u{1b}[20".utf8, at: 0) == [])
    #expect(decoder.deadline == KeyDecoder.pasteDelay)
    #expect(decoder.expire(at: KeyDecoder.pasteDelay) == [.paste("ab\u{1b}[20")])
    #expect(decoder.feed("q".utf8, at: 3_000_000) == [.key(.character("q"))])
  }

  @Test func `a paste keeps no more than its limit, and what is beyond is no key`() {
    var decoder = KeyDecoder()
    let text = String(repeating: "x", count: KeyDecoder.pasteLimit + 5)
    #expect(decoder.feed("\u{1b}[200~\(text)".utf8, at: 0) == [])
    #expect(decoder.buffer.count == KeyDecoder.pasteLimit)
    let input = decoder.feed("\u{1b}[201~".utf8, at: 1)
    #expect(input == [.paste(String(text.prefix(KeyDecoder.pasteLimit)))])
  }

  @Test(arguments: UInt64(0)..<50)
  func `no bytes whatever crash it or make it grow`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet =
      Array("\u{1b}[[O]P<?;;0123456789~MmRuAZ$^@ \u{7}\u{3}\r\\xé".utf8) + [0xFF, 0x9B, 0xE6]
    var decoder = KeyDecoder()
    var now: Int64 = 0
    for _ in 0..<400 {
      let piece = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? alphabet[Int.random(in: alphabet.indices, using: &generator)]
          : UInt8.random(in: 0...255, using: &generator)
      }
      now += Int64.random(in: 0...40_000, using: &generator)
      _ = decoder.feed(piece, at: now)
      _ = decoder.expire(at: now)
      if case .paste = decoder.state { continue }
      #expect(decoder.buffer.count <= KeyDecoder.sequenceLimit, "seed \(seed)")
    }
    while let deadline = decoder.deadline { _ = decoder.expire(at: deadline) }
    #expect(decoder.state == .ground, "seed \(seed)")
    #expect(decoder.feed("j".utf8, at: now + 9_000_000) == [.key(.character("j"))], "seed \(seed)")
  }
}

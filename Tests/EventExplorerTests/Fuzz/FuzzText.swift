import VirtualTime

/// Texts that terminals and programs stumble over.
enum FuzzText {
  private static let pieces = [
    "", "a", "MONEY", "account-1", "漢字漢字", "ｱｲｳ", "ＷＩＤＥ", "👩‍💻👨‍👩‍👧‍👦", "🇩🇪🇩", "1\u{FE0F}\u{20E3}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}", "\u{301}", "ก็็็็", "שלום עולם", "مرحبا",
    "\u{202E}abc\u{202C}",
    "\u{2066}x", "\u{1B}]0;x\u{7}", "\u{1B}[31m", "\u{9B}31m", "\u{90}q",
    "\u{200B}\u{200D}\u{FEFF}",
    "\\u{1b}", "\u{FDFA}", "\u{1112}\u{1161}\u{11AB}", "a\tb\nc\r\nd", "\u{2028}", "\u{E000}",
    "\u{10FFFF}", "\u{7F}", "type:", "!shard:2", "is:missed", "~(a|b)*", "50%", "-5m", "%", "\"",
    "{\"a\":[1,-2.5e9,true,null,\"x\"]}", String(repeating: "long ", count: 80),
  ]

  static func text(_ random: inout SeededRandom, pieces most: Int = 3) -> String {
    (0..<1 + random.index(below: most)).map { _ in pieces[random.index(below: pieces.count)] }
      .joined()
  }

  /// A JSON object with such texts, and some that are deep, or have very many members.
  static func json(_ random: inout SeededRandom) -> String {
    let depth = random.index(below: 40) == 0 ? 300 : random.index(below: 4)
    let opened = (0..<depth).map { _ in random.index(below: 2) == 0 ? "[" : "{\"d\":" }
    let closed = opened.reversed().map { $0 == "[" ? "]" : "}" }
    let count = random.index(below: 60) == 0 ? 3_000 : random.index(below: 5)
    let members = (0..<count).map { number in
      "\"\(number) " + quoted(text(&random)) + "\":\"" + quoted(text(&random)) + "\""
    }
    return "{\"amount\":\(random.number(in: -9...9_999_999)),\"deep\":" + opened.joined() + "1"
      + closed.joined() + members.map { "," + $0 }.joined() + "}"
  }

  /// A JSON object of one member, short enough for an id and a type as well.
  static func object(_ random: inout SeededRandom) -> String {
    "{\"\(random.index(below: 9))\":\"\(quoted(String(text(&random, pieces: 1).prefix(20))))\"}"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..<" ":
        quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted
  }
}

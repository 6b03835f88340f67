/// What is said to the terminal beside what ncurses says: its private modes.
enum Modes {
  /// Pastes come in brackets; nothing is reordered (ECMA-48's BDSM): a terminal that turns Hebrew
  /// round would turn the lines beside it round too.
  static let on = "\u{1b}[?2004h\u{1b}[8l"
  /// All of them as they were.
  static let off = mouseOff + "\u{1b}[?2004l\u{1b}[8h"
  /// Presses, releases and the wheel, told in decimal digits.
  static let mouseOn = "\u{1b}[?1000h\u{1b}[?1006h"
  /// The mouse is the terminal's again.
  static let mouseOff = "\u{1b}[?1006l\u{1b}[?1000l"
  /// Asks for the colour of the background (OSC 11).
  static let backgroundQuestion = "\u{1b}]11;?\u{7}"
  /// A frame begins: nothing is to be seen of it before its end.
  static let frameBegins = "\u{1b}[?2026h"
  /// A frame ends.
  static let frameEnds = "\u{1b}[?2026l"

  /// What puts bytes into the clipboard.
  static func copying(_ bytes: [UInt8]) -> String {
    "\u{1b}]52;c;" + base64(bytes) + "\u{7}"
  }

  /// RFC 4648, section 4.
  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0..<4 {
        let isPadding = digit > group.count
        text.append(isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * digit) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

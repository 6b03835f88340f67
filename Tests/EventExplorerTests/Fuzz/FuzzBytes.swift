import TerminalScreen
import VirtualTime

/// What a line brings that has nothing to do with keys, or brings them in pieces: bytes, as a seed has them,
/// through the decoder that the program reads its terminal with.
struct FuzzBytes {
  private var decoder = KeyDecoder()

  /// Beginnings and ends of what terminals send, and of what none does.
  private static let pieces = [
    "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}[M",
    "\u{1B}[<", "\u{1B}[<0;", "\u{1B}[<64;9;9M", "\u{1B}[[A", "\u{1B}]11;rgb:ffff/0000/8080\u{7}",
    "\u{1B}\\", "\u{1B}[?1;2c", "\u{1B}[999999999999999999999;1H", "\u{1B}[I", "\u{1B}[O",
    "\u{1B}[1;5A", "\u{1B}[5~", "\u{1B}[27;5;9~", ";", "M", "m", "~", "0", "9", "\r", "\n", "\t",
    "\u{7F}", "\u{0}", "\u{3}", "\u{1A}", "\u{1C}", "q", "G",
  ]

  /// What the next bytes stand for, and what had waited for them too long.
  mutating func next(
    _ random: inout SeededRandom, size: TerminalSize, at now: Int64
  ) -> [TerminalInput] {
    let inputs = decoder.expire(at: now)
    let bytes = bytes(&random, size)
    // A slow line cuts them anywhere.
    let cut = random.index(below: bytes.count + 1)
    return inputs + decoder.feed(bytes[..<cut], at: now) + decoder.feed(bytes[cut...], at: now)
  }

  private func bytes(_ random: inout SeededRandom, _ size: TerminalSize) -> [UInt8] {
    switch random.index(below: 5) {
    case 0: return (0..<random.index(below: 40)).map { _ in UInt8(random.index(below: 256)) }
    case 1: return Array(FuzzText.text(&random).utf8)
    case 2:
      let place = "\(random.index(below: size.columns + 2));\(random.index(below: size.rows + 2))"
      let button = [0, 0, 2, 35, 64, 65, 128][random.index(below: 7)]
      return Array("\u{1B}[<\(button);\(place)\(random.index(below: 2) == 0 ? "M" : "m")".utf8)
    case 3:
      return Array("\u{1B}[200~".utf8) + Array(FuzzText.text(&random, pieces: 5).utf8)
        + Array("\u{1B}[201~".utf8)
    default:
      let pieces = (0..<1 + random.index(below: 6)).map { _ in
        Self.pieces[random.index(below: Self.pieces.count)]
      }
      return pieces.flatMap { Array($0.utf8) }
    }
  }
}

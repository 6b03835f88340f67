import EventSourcing
import TerminalScreen

/// How a config file says what a role looks like: `bold #d0a000 on 236`.
enum LookText {
  /// What is wrong with such a text.
  struct Invalid: Error {
    /// What is wrong, with what to write instead.
    var words: String
  }

  private static let attributes: [String: TextAttributes] = [
    "bold": .bold, "dim": .dim, "underline": .underlined, "reverse": .reversed,
  ]

  /// Reads attributes and a colour in any order, and after `on` the colour behind it.
  static func look(_ text: String) throws(Invalid) -> Theme.Look {
    var look = Theme.Look()
    var (attributes, colours, isBehind): (TextAttributes, Int, Bool) = ([], 0, false)
    for word in text.split(separator: " ").map({ $0.lowercased() }) {
      if word == "on", !isBehind {
        (isBehind, colours) = (true, 0)
      } else if let attribute = Self.attributes[word] {
        attributes.insert(attribute)
      } else if let colour = TerminalColour(word) {
        colours += 1
        guard colours == 1 else { throw Invalid(words: "two colours and no \"on\" between them") }
        if isBehind { look.background = colour } else { look.foreground = colour }
      } else {
        throw unknown(word)
      }
    }
    guard !isBehind || colours == 1 else {
      throw Invalid(words: "a colour is missing after \"on\"")
    }
    return Theme.Look(
      foreground: look.foreground, background: look.background, attributes: attributes)
  }

  private static func unknown(_ word: String) -> Invalid {
    if word.hasPrefix("#") { return Invalid(words: "\(word) is no colour: #d0a000 is one") }
    if word.allSatisfy(\.isNumber) {
      return Invalid(words: "\(word) is no colour: numbers go from 0 to 255")
    }
    let nearest = EditDistance.nearest(
      to: word, among: Self.attributes.keys.sorted() + TerminalColour.names + ["on"])
    return Invalid(
      words: "unknown colour \(ConfigReader.quoted(word)): did you mean \"\(nearest)\"?")
  }
}

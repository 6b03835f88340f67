extension Experiment {
  /// Sets a parameter as the command line does: `NAME=VALUE`.
  /// - Throws: `InvalidParameter` if there is no such parameter, or the value is none of its own.
  public mutating func assign(_ text: some StringProtocol) throws(InvalidParameter) {
    guard let sign = text.firstIndex(of: "=") else { throw .noAssignment(String(text)) }
    let name = String(text[..<sign]).withoutOuterBlanks
    guard !name.isEmpty else { throw .noAssignment(String(text)) }
    let value = String(text[text.index(after: sign)...]).withoutOuterBlanks
    try set(.named(name), to: value, called: name)
  }

  /// Reads a line of a file of parameters: an assignment, or nothing; `#` begins a comment.
  /// - Throws: `InvalidParameter` as ``assign(_:)`` does.
  public mutating func read(line: String) throws(InvalidParameter) {
    let text = line.prefix { $0 != "#" }
    guard text.contains(where: { !$0.isBlank }) else { return }
    try assign(text)
  }
}

extension String {
  /// The text without the blanks before and behind it.
  fileprivate var withoutOuterBlanks: String {
    var rest = drop(while: \.isBlank)
    while let last = rest.last, last.isBlank { rest.removeLast() }
    return String(rest)
  }
}

extension Character {
  /// Whether it is a space, a tab, or what is left of a line's end.
  fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\r" }
}

import TerminalScreen

extension String {
  /// The text in lines of so many columns, broken between its words; a longer word is broken too.
  func wrapped(to columns: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, (last + " " + word).displayWidth <= columns {
        lines[lines.count - 1] = last + " " + word
        continue
      }
      lines.append("")
      for character in word {
        let longer = lines[lines.count - 1] + String(character)
        if longer.displayWidth <= columns || longer.count == 1 {
          lines[lines.count - 1] = longer
        } else {
          lines.append(String(character))
        }
      }
    }
    return lines
  }
}

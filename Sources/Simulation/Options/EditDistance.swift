/// How far one word is from another.
package enum EditDistance {
  /// The least number of letters to add, take away or change (Levenshtein, 1965).
  ///
  /// Of a word as long as no name is, no more than the beginning is looked at.
  package static func between(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.unicodeScalars.prefix(100)), Array(right.unicodeScalars))
    var above = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        current.append(
          min(
            above[column] + (letter == other ? 0 : 1), above[column + 1] + 1,
            current[column] + 1))
      }
      above = current
    }
    return above[right.count]
  }
}

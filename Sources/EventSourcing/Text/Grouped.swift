/// A number as people read it: its thousands apart.
package enum Grouped {
  /// The number's text, such as `12,345`.
  package static func text(_ number: Int64) -> String {
    var text = ""
    for (place, digit) in String(number.magnitude).reversed().enumerated() {
      if place > 0, place.isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
  }
}

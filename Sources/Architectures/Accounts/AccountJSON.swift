/// JSON strings for account events.
enum AccountJSON {
  /// A text as a JSON string: quotes, backslashes and control characters are escaped.
  static func text(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        json.unicodeScalars.append("\\")
        json.unicodeScalars.append(scalar)
      case "\0"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default:
        json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}

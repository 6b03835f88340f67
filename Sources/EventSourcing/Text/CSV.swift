/// Values between commas, as spreadsheets read them: RFC 4180, with plain line feeds.
package enum CSV {
  /// A line of values, a line feed at its end.
  package static func line(_ values: [String]) -> String {
    var bytes: [UInt8] = []
    for (place, value) in values.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      append(value.utf8, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// Appends a text that anybody may have written.
  ///
  /// One that a spreadsheet would run as a formula has an apostrophe before it. Source: OWASP, CSV Injection.
  package static func append(text: some Collection<UInt8>, to bytes: inout [UInt8]) {
    let start = String(decoding: text.prefix(4), as: UTF8.self).unicodeScalars.first
    guard let start, "=+-@＝＋－＠\t\r\n".unicodeScalars.contains(start),
      Double(String(decoding: text, as: UTF8.self)) == nil
    else { return append(text, to: &bytes) }
    append([UInt8(ascii: "'")] + text, to: &bytes)
  }

  /// Appends a value; one that holds a comma, a quotation mark or the end of a line stands in quotation marks.
  package static func append(_ value: some Collection<UInt8>, to bytes: inout [UInt8]) {
    let special: [UInt8] = [.quote, UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard value.contains(where: special.contains) else { return bytes.append(contentsOf: value) }
    bytes.append(.quote)
    for byte in value {
      if byte == .quote { bytes.append(.quote) }
      bytes.append(byte)
    }
    bytes.append(.quote)
  }
}

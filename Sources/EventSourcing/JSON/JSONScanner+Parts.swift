extension JSONScanner {
  /// Passes a whole number, the value of a key that an error names.
  package mutating func skipWholeNumber(
    of name: @autoclosure () -> String
  ) throws(MalformedJSON) -> Int64 {
    guard let first = current, first.isDigit || first == UInt8(ascii: "-") else {
      throw malformed("\(name()) must be a whole number")
    }
    let token = try skipNumber()
    let column = token.range.lowerBound + 1
    guard token.isWhole else {
      throw MalformedJSON(
        column: column,
        reason: "\(name()) must be a whole number, without a fraction or an exponent")
    }
    guard let number = Int64(wholeNumber: bytes[token.range]) else {
      throw MalformedJSON(column: column, reason: "\(name()) is beyond \(Int64.max)")
    }
    return number
  }

  /// The bytes of a string that was passed, its escapes decoded.
  package func text(of token: StringToken) -> [UInt8] {
    let source = UnsafeRawBufferPointer(rebasing: bytes[token.range])
    guard token.hasEscapes else { return Array(source) }
    return [UInt8](unsafeUninitializedCapacity: source.count) { buffer, count in
      count = JSONText.unescape(source, to: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}

extension Int64 {
  /// The number that a minus sign, if any, and digits stand for; nil beyond 64 bits.
  fileprivate init?(wholeNumber bytes: Slice<UnsafeRawBufferPointer>) {
    let isNegative = bytes.first == UInt8(ascii: "-")
    var number: Int64 = 0
    for byte in isNegative ? bytes.dropFirst() : bytes {
      let (product, productOverflows) = number.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte &- UInt8(ascii: "0"))
      let (sum, sumOverflows) =
        isNegative
        ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      guard !productOverflows, !sumOverflows else { return nil }
      number = sum
    }
    self = number
  }
}

extension JSONScanner {
  /// Passes an object, and white space before it.
  /// - Returns: Where it lies, its braces included.
  package mutating func skipObject() throws(MalformedJSON) -> Range<Int> {
    skipWhiteSpace()
    guard current == .openBrace else { throw notAnObject }
    let start = offset
    try skipValue()
    return start..<offset
  }

  /// Passes an object's opening brace, and white space before it.
  package mutating func skipOpeningBrace() throws(MalformedJSON) {
    guard skip(.openBrace) else { throw notAnObject }
  }

  private var notAnObject: MalformedJSON {
    let isMark = bytes[offset...].starts(with: [0xEF, 0xBB, 0xBF])
    return malformed(isMark ? "it begins with a byte order mark" : "a JSON object is wanted")
  }

  /// Passes any value, and white space before it.
  package mutating func skipValue() throws(MalformedJSON) {
    var open = OpenBrackets()
    while true {
      if try skipBeginning(&open) { continue }
      guard try skipEndings(&open) else { return }
    }
  }

  /// Passes a value without parts, or the beginning of one up to its first part.
  /// - Returns: Whether a part comes now.
  private mutating func skipBeginning(_ open: inout OpenBrackets) throws(MalformedJSON) -> Bool {
    skipWhiteSpace()
    switch current {
    case .openBrace:
      try push(isObject: true, on: &open)
      guard !skip(.closeBrace) else {
        open.pop()
        return false
      }
      _ = try skipKey()
      return true
    case .openBracket:
      try push(isObject: false, on: &open)
      guard !skip(.closeBracket) else {
        open.pop()
        return false
      }
      return true
    case .quote: _ = try skipString()
    case UInt8(ascii: "t"): try skipWord("true")
    case UInt8(ascii: "f"): try skipWord("false")
    case UInt8(ascii: "n"): try skipWord("null")
    default:
      guard current?.isDigit == true || current == UInt8(ascii: "-") else {
        throw malformed("a value is wanted")
      }
      _ = try skipNumber()
    }
    return false
  }

  /// Passes what may stand after a value: closing brackets, then a comma.
  /// - Returns: Whether another part comes now; else the outermost value has ended.
  private mutating func skipEndings(_ open: inout OpenBrackets) throws(MalformedJSON) -> Bool {
    while open.depth > 0 {
      if skip(.comma) {
        if open.isInObject { _ = try skipKey() }
        return true
      }
      guard current == (open.isInObject ? .closeBrace : .closeBracket) else {
        throw malformed("a comma or the closing bracket is wanted")
      }
      advance()
      open.pop()
    }
    return false
  }

  private mutating func push(
    isObject: Bool, on open: inout OpenBrackets
  ) throws(MalformedJSON) {
    guard open.depth < Self.deepest else {
      throw malformed("it is nested deeper than \(Self.deepest)")
    }
    open.push(isObject: isObject)
    advance()
  }

  private mutating func skipWord(_ word: StaticString) throws(MalformedJSON) {
    for place in 0..<word.utf8CodeUnitCount {
      guard current == word.utf8Start[place] else { throw malformed("a value is wanted") }
      advance()
    }
  }
}

/// The brackets that are open, a bit each.
private struct OpenBrackets {
  private var bits = InlineArray<8, UInt64>(repeating: 0)
  private(set) var depth = 0

  /// Whether the innermost one is a brace.
  var isInObject: Bool { bits[(depth - 1) >> 6] >> UInt64((depth - 1) & 63) & 1 == 1 }

  mutating func push(isObject: Bool) {
    let bit = UInt64(1) << UInt64(depth & 63)
    bits[depth >> 6] = isObject ? bits[depth >> 6] | bit : bits[depth >> 6] & ~bit
    depth += 1
  }

  mutating func pop() { depth -= 1 }
}

/// Where the six values of an event's line lie.
struct EventLineParts {
  private let line: UnsafeRawBufferPointer
  private var scanner: JSONScanner
  /// The keys found, a bit each.
  private var found: UInt8 = 0

  private var aggregateID = JSONScanner.StringToken(range: 0..<0, hasEscapes: false)
  private var eventID = JSONScanner.StringToken(range: 0..<0, hasEscapes: false)
  private var eventType = JSONScanner.StringToken(range: 0..<0, hasEscapes: false)
  private var metadata = 0..<0
  private var metadataHasWhiteSpace = false
  private var aggregateVersion: Int64 = 0
  private var eventVersion: Int64 = 0

  init(_ line: UnsafeRawBufferPointer) {
    self.line = line
    scanner = JSONScanner(line)
  }

  // MARK: Finding them

  mutating func scan() throws(MalformedJSON) {
    try scanner.skipOpeningBrace()
    if !scanner.skip(.closeBrace) {
      repeat { try scanMember() } while scanner.skip(.comma)
      guard scanner.skip(.closeBrace) else {
        throw scanner.malformed("a comma or the closing brace is wanted")
      }
    }
    try scanner.skipToEnd()
  }

  private mutating func scanMember() throws(MalformedJSON) {
    let token = try scanner.skipKey()
    guard let key = key(token) else {
      let name = Escaped.text(unescaped(token).prefix(64))
      throw MalformedJSON(column: token.range.lowerBound, reason: "an event has no key \"\(name)\"")
    }
    guard !has(key) else {
      throw MalformedJSON(column: token.range.lowerBound, reason: "\(key.name) stands there twice")
    }
    found |= 1 << key.rawValue
    scanner.skipWhiteSpace()
    switch key {
    case .aggregateID: aggregateID = try scanString(key)
    case .aggregateVersion: aggregateVersion = try scanNumber(key)
    case .eventID: eventID = try scanString(key)
    case .eventVersion: eventVersion = try scanNumber(key)
    case .eventType: eventType = try scanString(key)
    case .metadata:
      guard scanner.current == .openBrace else {
        throw scanner.malformed("\(key.name) must be an object")
      }
      let whiteSpace = scanner.whiteSpace
      metadata = try scanner.skipObject()
      metadataHasWhiteSpace = scanner.whiteSpace > whiteSpace
    }
  }

  private func has(_ key: EventKey) -> Bool { found >> key.rawValue & 1 == 1 }

  private func key(_ token: JSONScanner.StringToken) -> EventKey? {
    guard token.hasEscapes else {
      return EventKey(UnsafeRawBufferPointer(rebasing: line[token.range]))
    }
    return unescaped(token).withUnsafeBytes { EventKey($0) }
  }

  private mutating func scanString(
    _ key: EventKey
  ) throws(MalformedJSON) -> JSONScanner.StringToken {
    guard scanner.current == .quote else {
      throw scanner.malformed("\(key.name) must be a string")
    }
    return try scanner.skipString()
  }

  private mutating func scanNumber(_ key: EventKey) throws(MalformedJSON) -> Int64 {
    guard let first = scanner.current, first.isDigit || first == UInt8(ascii: "-") else {
      throw scanner.malformed("\(key.name) must be a whole number")
    }
    let token = try scanner.skipNumber()
    let column = token.range.lowerBound + 1
    guard token.isWhole else {
      throw MalformedJSON(
        column: column,
        reason: "\(key.name) must be a whole number, without a fraction or an exponent")
    }
    guard let number = Int64(wholeNumber: line[token.range]) else {
      throw MalformedJSON(column: column, reason: "\(key.name) is beyond \(Int64.max)")
    }
    return number
  }

  // MARK: Taking them

  func event(
    completeness: EventLine.Completeness, shard: Int
  ) throws(InvalidEventLine) -> NewEvent {
    for key in EventKey.allCases where !has(key) {
      let mayBeMissing = key == .aggregateVersion || key == .eventID
      guard mayBeMissing, completeness == .draft else { throw .missingKey("\(key.name)") }
    }
    do {
      return try checkedEvent(shard: shard)
    } catch {
      throw .event(error)
    }
  }

  private func checkedEvent(shard: Int) throws(InvalidEvent) -> NewEvent {
    var id: KSUID?
    if has(.eventID) { id = try eventIDValue() }
    let longest = aggregateID.range.count + eventType.range.count + metadata.count
    var aggregateEnd = 0
    var typeEnd = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: longest) { buffer, count in
      let target = UnsafeMutableRawBufferPointer(buffer)
      aggregateEnd = copy(aggregateID, to: target)
      typeEnd = aggregateEnd + copy(eventType, to: .init(rebasing: target[aggregateEnd...]))
      let object = UnsafeRawBufferPointer(rebasing: line[metadata])
      let rest = UnsafeMutableRawBufferPointer(rebasing: target[typeEnd...])
      count = typeEnd + JSONText.copy(object, to: rest, compacting: metadataHasWhiteSpace)
    }
    let event = NewEvent(
      aggregateID: try AggregateID(wellFormed: bytes[..<aggregateEnd]),
      aggregateVersion: has(.aggregateVersion) ? aggregateVersion : nil, eventID: id,
      eventVersion: eventVersion,
      eventType: try EventType(wellFormed: bytes[aggregateEnd..<typeEnd]),
      metadata: Metadata(unchecked: bytes[typeEnd...]), shard: shard)
    try event.check()
    return event
  }

  private func eventIDValue() throws(InvalidEvent) -> KSUID {
    guard eventID.hasEscapes else {
      return try KSUID(text: UnsafeRawBufferPointer(rebasing: line[eventID.range]))
    }
    return try KSUID(text: unescaped(eventID)[...])
  }

  private func unescaped(_ token: JSONScanner.StringToken) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: token.range.count) { buffer, count in
      count = copy(token, to: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  private func copy(
    _ token: JSONScanner.StringToken, to target: UnsafeMutableRawBufferPointer
  ) -> Int {
    let source = UnsafeRawBufferPointer(rebasing: line[token.range])
    guard token.hasEscapes else {
      target.copyMemory(from: source)
      return source.count
    }
    return JSONText.unescape(source, to: target)
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

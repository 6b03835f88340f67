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
      let name = Escaped.text(scanner.text(of: token).prefix(64))
      throw MalformedJSON(column: token.range.lowerBound, reason: "an event has no key \"\(name)\"")
    }
    guard !has(key) else {
      throw MalformedJSON(column: token.range.lowerBound, reason: "\(key.name) stands there twice")
    }
    found |= 1 << key.rawValue
    scanner.skipWhiteSpace()
    switch key {
    case .aggregateID: aggregateID = try scanString(key)
    case .aggregateVersion: aggregateVersion = try scanner.skipWholeNumber(of: "\(key.name)")
    case .eventID: eventID = try scanString(key)
    case .eventVersion: eventVersion = try scanner.skipWholeNumber(of: "\(key.name)")
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
    return scanner.text(of: token).withUnsafeBytes { EventKey($0) }
  }

  private mutating func scanString(
    _ key: EventKey
  ) throws(MalformedJSON) -> JSONScanner.StringToken {
    guard scanner.current == .quote else {
      throw scanner.malformed("\(key.name) must be a string")
    }
    return try scanner.skipString()
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
    return try KSUID(text: scanner.text(of: eventID)[...])
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

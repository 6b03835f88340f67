internal import EventSourcing
internal import VirtualTime

/// Where the values of a proof's line lie, and those that can be read at once.
struct InclusionProofParts {
  private let line: UnsafeRawBufferPointer
  private var scanner: JSONScanner
  private var event: Range<Int>?
  private var numbers: [ProofKey: Int64] = [:]
  private var path: [LedgerHash]?

  init(_ line: UnsafeRawBufferPointer) {
    self.line = line
    scanner = JSONScanner(line)
  }

  // MARK: Finding them

  mutating func scan() throws(MalformedJSON) {
    try scanner.skipOpeningBrace()
    if !scanner.skip(UInt8(ascii: "}")) {
      repeat { try scanMember() } while scanner.skip(UInt8(ascii: ","))
      guard scanner.skip(UInt8(ascii: "}")) else {
        throw scanner.malformed("a comma or the closing brace is wanted")
      }
    }
    try scanner.skipToEnd()
  }

  private mutating func scanMember() throws(MalformedJSON) {
    let token = try scanner.skipKey()
    let name = scanner.text(of: token)
    // By bytes: Swift's `==` takes some characters for others.
    guard let key = ProofKey.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name) }) else {
      throw MalformedJSON(
        column: token.range.lowerBound,
        reason: "a proof has no key \"\(Escaped.text(name.prefix(64)))\"")
    }
    guard !has(key) else {
      throw MalformedJSON(
        column: token.range.lowerBound, reason: "\(key.rawValue) stands there twice")
    }
    scanner.skipWhiteSpace()
    switch key {
    case .event: event = try scanner.skipObject()
    case .path: path = try scanPath()
    case .position, .committedAt, .shard, .treeSize, .leafIndex:
      numbers[key] = try scanner.skipWholeNumber(of: key.rawValue)
    }
  }

  private func has(_ key: ProofKey) -> Bool {
    switch key {
    case .event: event != nil
    case .path: path != nil
    case .position, .committedAt, .shard, .treeSize, .leafIndex: numbers[key] != nil
    }
  }

  private mutating func scanPath() throws(MalformedJSON) -> [LedgerHash] {
    guard scanner.skip(UInt8(ascii: "[")) else {
      throw scanner.malformed("path must be an array of hashes")
    }
    var path: [LedgerHash] = []
    guard !scanner.skip(UInt8(ascii: "]")) else { return path }
    repeat {
      scanner.skipWhiteSpace()
      guard scanner.current == UInt8(ascii: "\"") else {
        throw scanner.malformed("a hash in quotes is wanted")
      }
      let token = try scanner.skipString()
      let text = String(decoding: scanner.text(of: token), as: UTF8.self)
      do {
        path.append(try LedgerHash(text))
      } catch {
        throw MalformedJSON(
          column: token.range.lowerBound, reason: "hash \(path.count + 1) of the path: \(error)")
      }
    } while scanner.skip(UInt8(ascii: ","))
    guard scanner.skip(UInt8(ascii: "]")) else {
      throw scanner.malformed("a comma or the closing bracket is wanted")
    }
    return path
  }

  // MARK: Taking them

  func proof() throws(InvalidProof) -> InclusionProof {
    guard let event else { throw .missingKey(ProofKey.event.rawValue) }
    let position = try number(.position, 1...Int64.max)
    let committedAt = try number(.committedAt, Int64.min...Int64.max)
    let shard = Int(try number(.shard, 0...Int64(Int32.max)))
    let treeSize = try number(.treeSize, 1...Int64.max)
    let leafIndex = try number(.leafIndex, 0...treeSize - 1)
    guard let path else { throw .missingKey(ProofKey.path.rawValue) }
    return InclusionProof(
      recorded: RecordedEvent(
        event: try wholeEvent(event, shard: shard), position: position,
        committedAt: Instant(microseconds: committedAt), shard: shard),
      path: AuditPath(leafIndex: leafIndex, treeSize: treeSize, hashes: path))
  }

  private func number(
    _ key: ProofKey, _ allowed: ClosedRange<Int64>
  ) throws(InvalidProof) -> Int64 {
    guard let number = numbers[key] else { throw .missingKey(key.rawValue) }
    guard allowed.contains(number) else {
      throw .number(key: key.rawValue, number, allowed: allowed)
    }
    return number
  }

  private func wholeEvent(_ place: Range<Int>, shard: Int) throws(InvalidProof) -> Event {
    let text = UnsafeRawBufferPointer(rebasing: line[place])
    let new: NewEvent
    do {
      new = try EventLine.read(text, completeness: .whole, shard: shard)
    } catch {
      throw InvalidProof(error, after: place.lowerBound)
    }
    guard let version = new.aggregateVersion else { throw .missingKey("aggregateVersion") }
    guard let eventID = new.eventID else { throw .missingKey("eventId") }
    return Event(
      aggregateID: new.aggregateID, aggregateVersion: version, eventID: eventID,
      eventVersion: new.eventVersion, eventType: new.eventType, metadata: new.metadata)
  }
}

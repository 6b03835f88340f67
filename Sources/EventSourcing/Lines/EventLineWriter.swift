import VirtualTime

/// Writes results as JSON, an object a line, to the end of a buffer.
///
/// Ids and types are escaped so that no terminal obeys them. Metadata stays as it was given, but for a
/// terminal, where the same JSON is written with escapes.
public struct EventLineWriter: Sendable {
  /// Whether the lines go to a terminal.
  public let isForTerminal: Bool

  /// Creates a writer.
  public init(isForTerminal: Bool = false) {
    self.isForTerminal = isForTerminal
  }

  /// Appends an event's line.
  /// - Parameters:
  ///   - event: The event.
  ///   - cursor: Where to go on after it, as a last key; nil: none.
  ///   - bytes: Where the line goes, a line feed at its end.
  public func append(_ event: Event, cursor: Cursor? = nil, to bytes: inout [UInt8]) {
    appendText("{\"aggregateId\":\"", to: &bytes)
    append(string: event.aggregateID.bytes, to: &bytes)
    appendText("\",\"aggregateVersion\":", to: &bytes)
    append(number: event.aggregateVersion, to: &bytes)
    appendText(",\"eventId\":\"", to: &bytes)
    event.eventID.appendText(to: &bytes)
    appendText("\",\"eventVersion\":", to: &bytes)
    append(number: event.eventVersion, to: &bytes)
    appendText(",\"eventType\":\"", to: &bytes)
    append(string: event.eventType.bytes, to: &bytes)
    appendText("\",\"metadata\":", to: &bytes)
    append(metadata: event.metadata.bytes, to: &bytes)
    if let cursor {
      appendText(",\"cursor\":\"", to: &bytes)
      bytes.append(contentsOf: cursor.description.utf8)
      bytes.append(.quote)
    }
    appendText("}\n", to: &bytes)
  }

  /// Appends an aggregate's line: its id, its last version and the id of its last event.
  public func append(_ aggregate: AggregateSummary, to bytes: inout [UInt8]) {
    appendText("{\"aggregateId\":\"", to: &bytes)
    append(string: aggregate.aggregateID.bytes, to: &bytes)
    appendText("\",\"aggregateVersion\":", to: &bytes)
    append(number: aggregate.version, to: &bytes)
    appendText(",\"lastEventId\":", to: &bytes)
    if let last = aggregate.lastEventID {
      bytes.append(.quote)
      last.appendText(to: &bytes)
      bytes.append(.quote)
    } else {
      appendText("null", to: &bytes)
    }
    appendText("}\n", to: &bytes)
  }

  /// Appends an id's line: the id, its time and its payload.
  public func append(_ id: KSUID, to bytes: inout [UInt8]) {
    appendText("{\"ksuid\":\"", to: &bytes)
    id.appendText(to: &bytes)
    appendText("\",\"time\":\"", to: &bytes)
    bytes.append(contentsOf: id.time.description.utf8)
    appendText("\",\"payload\":\"", to: &bytes)
    bytes.append(contentsOf: id.payloadText.utf8)
    appendText("\"}\n", to: &bytes)
  }

  // MARK: Values

  private func append(metadata: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    guard isForTerminal, metadata.contains(where: { $0 >= 0x7F }) else {
      bytes.append(contentsOf: metadata)
      return
    }
    // Outside its strings JSON has no such character, so the text is escaped as it stands.
    metadata.withUnsafeBytes { appendSteeringEscaped($0, to: &bytes) }
  }

  /// Appends what stands between the quotes of a JSON string.
  /// - Parameters:
  ///   - string: The string's UTF-8.
  ///   - bytes: Where it goes, escaped so that no terminal obeys it.
  package func append(string: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let isPlain = string.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != .quote && $0 != .backslash
    }
    guard !isPlain else {
      bytes.append(contentsOf: string)
      return
    }
    string.withUnsafeBytes { raw in
      var start = 0
      for (place, byte) in raw.enumerated()
      where byte < 0x20 || byte == .quote || byte == .backslash {
        appendSteeringEscaped(UnsafeRawBufferPointer(rebasing: raw[start..<place]), to: &bytes)
        append(escape: byte, to: &bytes)
        start = place + 1
      }
      appendSteeringEscaped(UnsafeRawBufferPointer(rebasing: raw[start...]), to: &bytes)
    }
  }

  private func append(escape byte: UInt8, to bytes: inout [UInt8]) {
    let letter: UInt8
    switch byte {
    case 0x08: letter = UInt8(ascii: "b")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x0C: letter = UInt8(ascii: "f")
    case 0x0D: letter = UInt8(ascii: "r")
    case .quote, .backslash: letter = byte
    default: return Escaped.append(codePoint: UInt32(byte), to: &bytes)
    }
    bytes.append(.backslash)
    bytes.append(letter)
  }

  private func appendSteeringEscaped(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    var start = 0
    var place = 0
    while place < text.count {
      let length = UTF8Sequence.length(in: text, at: place) ?? 1
      let scalar = UTF8Sequence.scalar(in: text, at: place, length: length)
      if Escaped.steersTerminal(scalar) {
        bytes.append(contentsOf: text[start..<place])
        Escaped.append(codePoint: scalar, to: &bytes)
        start = place + length
      }
      place += length
    }
    bytes.append(contentsOf: text[start...])
  }

  private func append(number: Int64, to bytes: inout [UInt8]) {
    guard number > 9 || number < 0 else { return bytes.append(UInt8(ascii: "0") + UInt8(number)) }
    bytes.append(contentsOf: String(number).utf8)
  }

  private func appendText(_ text: StaticString, to bytes: inout [UInt8]) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

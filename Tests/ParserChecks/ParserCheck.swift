import EventSourcing
import Scenarios
import TerminalScreen

/// What must hold of a parser whatever bytes it is given: it ends, and what it took it writes as it took it.
public enum ParserCheck: String, CaseIterable, Sendable {
  case ksuid
  case eventLine = "event-line"
  case draftLine = "draft-line"
  case cursor
  case scenario
  case keys

  /// Gives the bytes to the parser.
  /// - Throws: `BrokenRule`.
  public func run(_ bytes: [UInt8]) throws {
    switch self {
    case .ksuid: try Self.checkKSUID(bytes)
    case .eventLine: try Self.checkLine(bytes, .whole)
    case .draftLine: try Self.checkLine(bytes, .draft)
    case .cursor: try Self.checkCursor(bytes)
    case .scenario: Self.checkScenario(bytes)
    case .keys: try Self.checkKeys(bytes)
    }
  }

  private static func checkKSUID(_ bytes: [UInt8]) throws {
    guard let id = try? KSUID(text: bytes[...]) else { return }
    var written: [UInt8] = []
    id.appendText(to: &written)
    try BrokenRule.check(written == bytes, "a KSUID is written as it was read")
    let again = try? KSUID(bytes: id.bytes[...])
    try BrokenRule.check(again == id, "a KSUID's bytes are the KSUID")
  }

  private static func checkLine(_ bytes: [UInt8], _ completeness: EventLine.Completeness) throws {
    guard let event = try? EventLine.read(bytes, completeness: completeness),
      let stored = stored(event)
    else { return }
    for isForTerminal in [false, true] {
      var written: [UInt8] = []
      EventLineWriter(isForTerminal: isForTerminal).append(stored, to: &written)
      try BrokenRule.check(written.last == UInt8(ascii: "\n"), "a line ends")
      let again = try? EventLine.read(written.dropLast())
      try BrokenRule.check(again != nil, "what is written can be read")
      let obeyed = String(decoding: written.dropLast(), as: UTF8.self).unicodeScalars.contains {
        $0.properties.generalCategory == .control
      }
      try BrokenRule.check(!isForTerminal || !obeyed, "a terminal is sent nothing that it obeys")
      try BrokenRule.check(
        isForTerminal ? again?.aggregateID == event.aggregateID : again == event,
        "what was written is what was read")
    }
  }

  /// The event that a line is of, if it has all that a stored event has.
  private static func stored(_ event: NewEvent) -> Event? {
    guard let version = event.aggregateVersion, let id = event.eventID else { return nil }
    return Event(
      aggregateID: event.aggregateID, aggregateVersion: version, eventID: id,
      eventVersion: event.eventVersion, eventType: event.eventType, metadata: event.metadata)
  }

  private static func checkCursor(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let cursor = Cursor(text) else { return }
    try BrokenRule.check(Cursor(cursor.description) == cursor, "a cursor is read as it is written")
  }

  private static func checkScenario(_ bytes: [UInt8]) {
    _ = try? Scenario(utf8: bytes, file: "fuzz.scenario")
  }

  /// However a slow line cuts the bytes up, the keys are the same.
  private static func checkKeys(_ bytes: [UInt8]) throws {
    var whole = KeyDecoder()
    var pieces = KeyDecoder()
    let inputs = whole.feed(bytes, at: 0)
    let cut = bytes.flatMap { pieces.feed(CollectionOfOne($0), at: 0) }
    try BrokenRule.check(
      Self.joined(inputs) == Self.joined(cut), "keys do not depend on the pieces")
    try BrokenRule.check(whole.deadline == pieces.deadline, "nor does what is waited for")
    _ = whole.expire(at: .max)
  }

  private static func joined(_ inputs: [TerminalInput]) -> [String] { inputs.map { "\($0)" } }
}

/// A parser broke a rule.
public struct BrokenRule: Error, CustomStringConvertible {
  /// The rule.
  public let description: String

  static func check(_ holds: Bool, _ rule: String) throws {
    if !holds { throw BrokenRule(description: rule) }
  }
}

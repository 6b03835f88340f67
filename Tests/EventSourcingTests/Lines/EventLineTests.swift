import EventSourcing
import Testing

@Suite struct EventLineTests {
  private let id = "2FyIfrDWHZuzu6E1oINDnTqSDky"

  private func line(
    aggregateID: String = "\"a\"", version: String = "1", id: String? = nil,
    eventVersion: String = "1", type: String = "\"T\"", metadata: String = "{}"
  ) -> String {
    "{\"aggregateId\":\(aggregateID),\"aggregateVersion\":\(version),"
      + "\"eventId\":\(id ?? "\"\(self.id)\""),\"eventVersion\":\(eventVersion),"
      + "\"eventType\":\(type),\"metadata\":\(metadata)}"
  }

  private func flaw(
    _ line: String, _ completeness: EventLine.Completeness = .whole
  ) -> String? {
    do {
      _ = try EventLine.read(line.utf8, completeness: completeness)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a line is read, whatever the order of its keys and the space between them`() throws {
    let event = try EventLine.read(
      """
       {"metadata" : { "name": "Josh Armitage" } , "eventType":"ACCOUNT_CREATED",
      "aggregateId":"4a00-é","eventVersion": 3, "event\\u0049d":"\(id)", "aggregateVersion":12}\t
      """.utf8)
    #expect(event.aggregateID.description == "4a00-é")
    #expect(event.aggregateVersion == 12)
    #expect(event.eventID?.description == id)
    #expect(event.eventVersion == 3)
    #expect(event.eventType.description == "ACCOUNT_CREATED")
    #expect(event.metadata.description == "{\"name\":\"Josh Armitage\"}")
  }

  @Test func `escapes in ids and types are decoded, NUL too, those in metadata kept`() throws {
    let event = try EventLine.read(
      line(
        aggregateID: #""\u0000\"\\\/\b\f\n\r\t\u00e9\u20ac\ud83d\ude00\uD83D\uDE00z""#,
        id: "\"\\u0032" + id.dropFirst() + "\"", type: #""\u0054""#,
        metadata: #"{"\u0061":"\u0000\ud83d\ude00"}"#
      ).utf8)
    #expect(
      Array(event.aggregateID.bytes)
        == Array("\0\"\\/\u{8}\u{c}\n\r\té€\u{1F600}\u{1F600}z".utf8))
    #expect(event.eventID?.description == id)
    #expect(event.eventType.description == "T")
    #expect(event.metadata.description == #"{"\u0061":"\u0000\ud83d\ude00"}"#)
  }

  @Test func `a draft may leave out id and version, a whole line may not`() throws {
    let draft = "{\"aggregateId\":\"a\",\"eventVersion\":1,\"eventType\":\"T\",\"metadata\":{}}"
    let event = try EventLine.read(draft.utf8, completeness: .draft)
    #expect(event.eventID == nil)
    #expect(event.aggregateVersion == nil)
    #expect(flaw(draft) == "aggregateVersion is missing")
    #expect(flaw("{}", .draft) == "aggregateId is missing")
    #expect(flaw("{\"aggregateId\":\"a\"}", .draft) == "eventVersion is missing")
  }

  @Test(arguments: [
    ("{\"aggregateId\":1}", "byte 16: aggregateId must be a string"),
    ("{\"eventId\":null}", "byte 12: eventId must be a string"),
    ("{\"metadata\":[]}", "byte 13: metadata must be an object"),
    ("{\"eventVersion\":\"1\"}", "byte 17: eventVersion must be a whole number"),
    ("{\"eventVersion\":null}", "byte 17: eventVersion must be a whole number"),
    (
      "{\"eventVersion\":1.0}",
      "byte 17: eventVersion must be a whole number, without a fraction or an exponent"
    ),
    (
      "{\"aggregateVersion\":1e0}",
      "byte 21: aggregateVersion must be a whole number, without a fraction or an exponent"
    ),
    (
      "{\"aggregateVersion\":9223372036854775808}",
      "byte 21: aggregateVersion is beyond 9223372036854775807"
    ),
    ("{\"aggregateID\":\"a\"}", "byte 2: an event has no key \"aggregateID\""),
    ("{\"TYPE\":\"EVENT\"}", "byte 2: an event has no key \"TYPE\""),
    ("{\"\\u001b]\u{202E}\":0}", "byte 2: an event has no key \"\\u001b]\\u202e\""),
    (
      "{\"eventId\":\"a\",\"event\\u0049d\":\"b\"}", "byte 16: eventId stands there twice"
    ),
    ("{\"eventVersion\":1", "byte 18: it ends too early"),
    ("{\"eventVersion\":1]", "byte 18: a comma or the closing brace is wanted"),
    ("", "byte 1: it ends too early"),
    ("null", "byte 1: a JSON object is wanted"),
    ("\u{FEFF}{}", "byte 1: it begins with a byte order mark"),
    ("{} {}", "byte 4: something follows the end of the value"),
  ])
  func `a line that is no event is refused with place and reason`(line: String, reason: String) {
    #expect(flaw(line, .draft) == reason)
  }

  @Test func `an event that breaks a rule is refused with the field`() {
    #expect(flaw(line()) == nil)
    #expect(
      flaw(line(aggregateID: "\"\"")) == "aggregateId: it has 0 bytes; 1 to 2048 are allowed")
    #expect(
      flaw(line(type: "\"\(String(repeating: "é", count: 129))\""))
        == "eventType: it has 258 bytes; 1 to 256 are allowed")
    #expect(flaw(line(version: "0")) == "aggregateVersion: it is 0; versions begin at 1")
    #expect(flaw(line(version: "-0")) == "aggregateVersion: it is 0; versions begin at 1")
    #expect(flaw(line(eventVersion: "-1")) == "eventVersion: it is -1; versions begin at 1")
    #expect(
      flaw(line(id: "\"2FyIfrDWHZuzu6E1oINDnTqSDk\""))
        == "eventId: it has 26 characters; 27 are wanted")
    #expect(flaw(line(version: "9223372036854775807")) == nil)
    let room = 409_600 - (67 + 1 + 27 + 1 + 5 + 2 + 2) - 8
    let fitting = "{\"a\": \"\(String(repeating: "x", count: room))\"}"
    #expect(flaw(line(metadata: fitting)) == nil)
    #expect(
      flaw(line(version: "100", metadata: fitting))
        == "the item has 409601 bytes; 409600 are allowed")
  }

  @Test func `a written line has the contract's form`() throws {
    var bytes: [UInt8] = []
    let writer = EventLineWriter()
    let read = try EventLine.read(line(metadata: "{ \"name\": \"é\u{202E}\" }").utf8)
    let event = try #require(read.asStored)
    writer.append(event, to: &bytes)
    writer.append(event, cursor: .position(7), to: &bytes)
    let start =
      "{\"aggregateId\":\"a\",\"aggregateVersion\":1,\"eventId\":\"\(id)\",\"eventVersion\":1,"
      + "\"eventType\":\"T\",\"metadata\":{\"name\":\"é\u{202E}\"}"
    #expect(
      String(decoding: bytes, as: UTF8.self) == start + "}\n" + start + ",\"cursor\":\"p7\"}\n")
  }

  @Test func `what steers a terminal is escaped in ids and types, for a terminal in metadata too`()
    throws
  {
    let steering = "\u{1B}]\u{7}\u{7F}\u{85}\u{9B}\u{61C}\u{200E}\u{2028}\u{202E}\u{2066}\"\\é\n"
    let escaped =
      #"\u001b]\u0007\u007f\u0085\u009b\u061c\u200e\u2028\u202e\u2066\"\\é\n"#
    let metadata = "{\"\u{9B}\":\"\u{7F}\u{2029}é\u{2067}\"}"
    let event = Event(
      aggregateID: try AggregateID(steering), aggregateVersion: 1, eventID: .max, eventVersion: 1,
      eventType: try EventType(steering), metadata: try Metadata(metadata))
    for isForTerminal in [false, true] {
      var bytes: [UInt8] = []
      EventLineWriter(isForTerminal: isForTerminal).append(event, to: &bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("\"aggregateId\":\"\(escaped)\","))
      #expect(text.contains("\"eventType\":\"\(escaped)\","))
      let shown = isForTerminal ? #"{"\u009b":"\u007f\u2029é\u2067"}"# : metadata
      #expect(text.hasSuffix(",\"metadata\":\(shown)}\n"))
      #expect(try EventLine.read(bytes).aggregateID == event.aggregateID)
    }
  }

  @Test func `aggregates and ids have their lines`() throws {
    var bytes: [UInt8] = []
    let summary = AggregateSummary(
      aggregateID: try AggregateID("a\"b"), version: 120, lastEventID: .max, lastPosition: 1,
      lastCommittedAt: KSUID.min.time, firstType: try EventType("T"))
    EventLineWriter().append(summary, to: &bytes)
    EventLineWriter().append(try KSUID("0ujtsYcgvSTl8PAuAdqWYSMnLOv"), to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {"aggregateId":"a\\"b","aggregateVersion":120,"lastEventId":"\(KSUID.max)"}
        {"ksuid":"0ujtsYcgvSTl8PAuAdqWYSMnLOv","time":"2017-10-10T04:00:47Z",\
        "payload":"B5A1CD34B5F99D1154FB6853345C9735"}

        """)
  }
}

extension NewEvent {
  /// The event as it would be stored, nil if its version or id is still open.
  var asStored: Event? {
    guard let aggregateVersion, let eventID else { return nil }
    return Event(
      aggregateID: aggregateID, aggregateVersion: aggregateVersion, eventID: eventID,
      eventVersion: eventVersion, eventType: eventType, metadata: metadata)
  }
}

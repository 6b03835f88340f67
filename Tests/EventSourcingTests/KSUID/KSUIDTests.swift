import EventSourcing
import Testing
import VirtualTime

@Suite struct KSUIDTests {
  @Test(arguments: publishedKSUIDs)
  func `published ids are read and written as elsewhere`(
    seconds: Int64, payload: String, text: String
  ) throws {
    let id = try KSUID(text)
    #expect(id.time == Instant(microseconds: seconds * 1_000_000))
    #expect(id.payloadText == payload)
    #expect(id.description == text)
    #expect(try KSUID(bytes: id.bytes[...]) == id)
    #expect(id.bytes.count == 20)
  }

  @Test func `the least and the greatest id have the published texts`() throws {
    #expect(KSUID.min.description == "000000000000000000000000000")
    #expect(KSUID.max.description == "aWgEPTl1tmebfsQzFP4bxwgy80V")
    #expect(try KSUID("aWgEPTl1tmebfsQzFP4bxwgy80V") == .max)
    #expect(KSUID.max.bytes == [UInt8](repeating: 255, count: 20))
    #expect(KSUID.min.time.description == "2014-05-13T16:53:20Z")
    #expect(KSUID.max.time.description == "2150-06-19T23:21:35Z")
  }

  @Test(arguments: [
    ("", "it has 0 characters; 27 are wanted"),
    ("2FyIfrDWHZuzu6E1oINDnTqSDk", "it has 26 characters; 27 are wanted"),
    ("2FyIfrDWHZuzu6E1oINDnTqSDky0", "it has 28 characters; 27 are wanted"),
    (
      "2FyIfrDWHZuzu6E1oINDnTqSDk!",
      "character 27 is U+0021; 0-9, A-Z and a-z are allowed"
    ),
    (
      "2FyI\u{1B}rDWHZuzu6E1oINDnTqSDky",
      "character 5 is U+001B; 0-9, A-Z and a-z are allowed"
    ),
    (
      "\u{1F600}FyIfrDWHZuzu6E1oINDnTqSDky",
      "character 1 is U+1F600; 0-9, A-Z and a-z are allowed"
    ),
    (
      "aWgEPTl1tmebfsQzFP4bxwgy80W",
      "it is above the greatest id, aWgEPTl1tmebfsQzFP4bxwgy80V"
    ),
    (
      "zzzzzzzzzzzzzzzzzzzzzzzzzzz",
      "it is above the greatest id, aWgEPTl1tmebfsQzFP4bxwgy80V"
    ),
  ])
  func `a bad text is refused with what is wrong`(text: String, flaw: String) {
    #expect(throws: InvalidEvent.eventID(flaw)) { try KSUID(text) }
    #expect(throws: InvalidEvent.eventID(flaw)) { try KSUID(text: Array(text.utf8)[...]) }
  }

  @Test func `raw bytes of another length are refused`() {
    #expect(throws: InvalidEvent.eventID("it has 19 bytes; 20 are wanted")) {
      try KSUID(bytes: [UInt8](repeating: 0, count: 19)[...])
    }
  }

  @Test func `texts and bytes sort as the values do`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<2000 {
      var ids = (0..<2).map { _ in
        KSUID(
          timestamp: UInt32(truncatingIfNeeded: random.next()), payloadHigh: random.next(),
          payloadLow: random.next())
      }
      if random.next() % 2 == 0 { ids[1].timestamp = ids[0].timestamp }
      if random.next() % 2 == 0 { ids[1].payloadHigh = ids[0].payloadHigh }
      let isBelow = ids[0] < ids[1]
      #expect(try KSUID(ids[0].description) == ids[0], "seed \(seed)")
      #expect(isBelow == (ids[0].description < ids[1].description), "seed \(seed)")
      #expect(isBelow == ids[0].bytes.lexicographicallyPrecedes(ids[1].bytes), "seed \(seed)")
    }
  }

  @Test func `next and previous carry, and wrap at the ends`() {
    #expect(KSUID.max.next == .min)
    #expect(KSUID.min.previous == .max)
    #expect(KSUID.min.next == KSUID(timestamp: 0, payloadHigh: 0, payloadLow: 1))
    #expect(KSUID.max.previous == KSUID(timestamp: .max, payloadHigh: .max, payloadLow: .max - 1))
    let endOfSecond = KSUID(timestamp: 7, payloadHigh: .max, payloadLow: .max)
    #expect(endOfSecond.next == KSUID(timestamp: 8, payloadHigh: 0, payloadLow: 0))
    #expect(endOfSecond.next.previous == endOfSecond)
    let lowFull = KSUID(timestamp: 7, payloadHigh: 3, payloadLow: .max)
    #expect(lowFull.next == KSUID(timestamp: 7, payloadHigh: 4, payloadLow: 0))
    #expect(lowFull.next.previous == lowFull)
  }

  @Test func `a time outside the range is refused, and clamped where a clock is off`() throws {
    var random = SeededRandom(seed: 1)
    let before = Instant(microseconds: KSUID.epochSeconds * 1_000_000 - 1)
    let message = "its time is not within 2014-05-13T16:53:20Z to 2150-06-19T23:21:35Z"
    #expect(throws: InvalidEvent.eventID(message)) { try KSUID(time: before, using: &random) }
    #expect(KSUID(clamping: before, using: &random).timestamp == 0)
    let after = KSUID.max.time.advanced(byMicroseconds: 1_000_000)
    #expect(throws: InvalidEvent.eventID(message)) { try KSUID(time: after, using: &random) }
    #expect(KSUID(clamping: after, using: &random).timestamp == .max)
    let last = after.advanced(byMicroseconds: -1)
    #expect(try KSUID(time: last, using: &random).time == KSUID.max.time)
  }
}

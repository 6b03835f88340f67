import EventSourcing
import VirtualTime
import Testing

@Suite struct MetadataTests {
  @Test(
    arguments: [
      ("{}", "{}"),
      (" { \"a\" : [ 1 , 2 ] ,\t\"b\":\r\n{ } } ", "{\"a\":[1,2],\"b\":{}}"),
      ("{\"a b\":\" \\\" c \\\\\"}", "{\"a b\":\" \\\" c \\\\\"}"),
      ("{ \"a\\\\\" : \" x \" }", "{\"a\\\\\":\" x \"}"),
      ("{\"n\":90071992547409931234,\"d\":0.100000000000000000000000000001,\"e\":-1E+400}", nil),
      ("{\"b\":1,\"a\":2,\"b\":3}", nil),
      ("{\"\":{\"\":[[],{}]},\"t\":true,\"f\":false,\"z\":null}", nil),
      ("{\"\\u0041\\n\\/\":\"\\ud83d\\ude00 \u{1F600} e\u{301}\"}", nil),
      ("{\"nul\":\"\\u0000\",\"del\":\"\u{7F}\"}", nil),
    ] as [(String, String?)])
  func `an object comes back byte for byte but for white space between tokens`(
    json: String, compact: String?
  ) throws {
    #expect(try Metadata(json).bytes == ArraySlice((compact ?? json).utf8))
  }

  @Test(arguments: [
    ("", "byte 1: it ends too early"),
    ("[]", "byte 1: a JSON object is wanted"),
    ("\"{}\"", "byte 1: a JSON object is wanted"),
    ("\u{FEFF}{}", "byte 1: it begins with a byte order mark"),
    ("{}{}", "byte 3: something follows the end of the value"),
    ("{\"a\"}", "byte 5: a colon is wanted after a key"),
    ("{\"a\":}", "byte 6: a value is wanted"),
    ("{\"a\":1,}", "byte 8: a key in quotes is wanted"),
    ("{a:1}", "byte 2: a key in quotes is wanted"),
    ("{\"a\":[1,]}", "byte 9: a value is wanted"),
    ("{\"a\":[1}", "byte 8: a comma or the closing bracket is wanted"),
    ("{\"a\":1]", "byte 7: a comma or the closing bracket is wanted"),
    ("{\"a\":01}", "byte 7: a number begins with 0"),
    ("{\"a\":-}", "byte 7: a digit is wanted"),
    ("{\"a\":1.}", "byte 8: a digit is wanted"),
    ("{\"a\":.5}", "byte 6: a value is wanted"),
    ("{\"a\":1e}", "byte 8: a digit is wanted"),
    ("{\"a\":+1}", "byte 6: a value is wanted"),
    ("{\"a\":NaN}", "byte 6: a value is wanted"),
    ("{\"a\":tru}", "byte 9: a value is wanted"),
    ("{\"a\":'b'}", "byte 6: a value is wanted"),
    ("{\"a\":\"\t\"}", "byte 7: a control character in a string must be escaped"),
    ("{\"a\":\"\\x\"}", "byte 8: no such escape"),
    ("{\"a\":\"\\u12G4\"}", "byte 11: four hexadecimal digits are wanted"),
    ("{\"a\":\"\\ud800\"}", "byte 7: half of a surrogate pair stands alone"),
    ("{\"a\":\"\\udc00\\ud800\"}", "byte 7: half of a surrogate pair stands alone"),
    ("{\"a\":\"\\udc00\\udc00\"}", "byte 7: half of a surrogate pair stands alone"),
    ("{\"a\":\"\\ud800\\u0041\"}", "byte 7: half of a surrogate pair stands alone"),
    ("{\"a\":\"\\ud800\\n\"}", "byte 7: half of a surrogate pair stands alone"),
    ("{\"\\uDFFF\":1}", "byte 3: half of a surrogate pair stands alone"),
    ("{\"a\":\"b", "byte 8: it ends too early"),
    ("{\"a\":\"\\", "byte 8: it ends too early"),
    ("{\"a\":1//\n}", "byte 7: a comma or the closing bracket is wanted"),
  ])
  func `what is no JSON object is refused with the place`(json: String, flaw: String) {
    let error = #expect(throws: InvalidEvent.self) { try Metadata(json) }
    #expect(error?.description == "metadata: \(flaw)")
  }

  @Test(
    arguments: [
      [0xFF], [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xE2, 0x82], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    let json = Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)
    #expect(throws: InvalidEvent.metadata(MalformedJSON(column: 7, reason: "it is not UTF-8"))) {
      try Metadata(json: json[...])
    }
    #expect(throws: InvalidEvent.aggregateID("it is not UTF-8")) { try AggregateID(bytes[...]) }
  }

  @Test func `every code point is well-formed UTF-8`() throws {
    for value in UInt32(1)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isTaken = (try? AggregateID(ArraySlice(UTF8.encode(scalar).map(Array.init) ?? []))) != nil
      #expect(isTaken, "U+\(String(value, radix: 16))")
    }
  }

  @Test func `512 levels are read, 513 are not, 100,000 neither`() throws {
    func nested(_ levels: Int, _ open: String, _ close: String) -> String {
      "{\"a\":" + String(repeating: open, count: levels - 1)
        + String(repeating: close, count: levels - 1) + "}"
    }
    let objects = "{\"a\":" + String(repeating: "{\"b\":", count: 510) + "[]"
    let closed = objects + String(repeating: "}", count: 511)
    #expect(try Metadata(closed).bytes.count == closed.utf8.count)
    #expect(try Metadata(nested(512, "[", "]")).bytes.count == 1028)
    let flaw = InvalidEvent.metadata(
      MalformedJSON(column: 517, reason: "it is nested deeper than 512"))
    #expect(throws: flaw) { try Metadata(nested(513, "[", "]")) }
    #expect(throws: flaw) { try Metadata(nested(100_000, "[", "]")) }
  }

  @Test func `kinds of brackets are kept apart at every level`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      var open = "{\"k\":"
      var close: [Character] = ["}"]
      for _ in 0..<Int.random(in: 1...500, using: &random) {
        let isObject = Bool.random(using: &random)
        open += isObject ? "{\"k\":" : "["
        close.append(isObject ? "}" : "]")
      }
      let json = open + "0" + String(close.reversed())
      #expect(try Metadata(json).bytes.count == json.utf8.count, "seed \(seed)")
      let place = Int.random(in: 0..<close.count, using: &random)
      close[place] = close[place] == "}" ? "]" : "}"
      #expect(throws: InvalidEvent.self, "seed \(seed)") {
        try Metadata(open + "0" + String(close.reversed()))
      }
    }
  }
}

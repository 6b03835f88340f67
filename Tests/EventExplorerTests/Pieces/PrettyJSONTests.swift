import EventSourcing
import TerminalScreen
import Testing

@testable import EventExplorer

@Suite struct PrettyJSONTests {
  private func text(_ json: String) throws -> [String] {
    PrettyJSON(try Metadata(json)).map { $0.spans.map(\.text).joined() }
  }

  @Test func `members stand a line each, scalars as they were given`() throws {
    let lines = try text(
      #"{"a":12345678901234567890.10,"b":["x\u00e9",{},[]],"c":{"d":null,"d":true}}"#)
    #expect(
      lines == [
        "{", #"  "a": 12345678901234567890.10,"#, #"  "b": ["#, #"    "x\u00e9","#, "    {},",
        "    []", "  ],", #"  "c": {"#, #"    "d": null,"#, #"    "d": true"#, "  }", "}",
      ])
    #expect(try text("{}") == ["{}"])
  }

  @Test func `names, strings, numbers and literals are told apart`() throws {
    let lines = PrettyJSON(try Metadata(#"{"a":"b","c":-1e5,"d":false}"#))
    #expect(lines[1].spans.contains(PrettyJSON.Span(text: #""a""#, role: .jsonName)))
    #expect(lines[1].spans.contains(PrettyJSON.Span(text: #""b""#, role: .jsonString)))
    #expect(lines[2].spans.contains(PrettyJSON.Span(text: "-1e5", role: .jsonNumber)))
    #expect(lines[3].spans.contains(PrettyJSON.Span(text: "false", role: .jsonLiteral)))
  }

  @Test func `deep, long and wide ones end`() throws {
    let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(try text("{\"a\":\(deep)}").count == 1_001)
    let many = (0..<10_000).map { "\"k\($0)\":1" }.joined(separator: ",")
    let pretty = PrettyJSON(try Metadata("{\(many)}"))
    #expect(pretty.count == 10_002)
    #expect(pretty[10_000].spans.map(\.text).joined() == "  \"k9999\": 1")
    let long = try text("{\"a\":\"\(String(repeating: "é", count: 100_000))\"}")
    #expect(long.count == 3)
    #expect(long[1].utf8.count < 5_000)
  }
}

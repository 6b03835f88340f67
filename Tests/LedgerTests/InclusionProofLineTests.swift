import EventSourcing
import Foundation
import Ledger
import Testing
import VirtualTime

/// Lines that are no proofs, whoever wrote them.
@Suite struct InclusionProofLineTests {
  private static let id = "2FyIfrDWHZuzu6E1oINDnTqSDky"
  private static let hash = String(repeating: "0a", count: 32)
  private static let event =
    #"{"aggregateId":"a","aggregateVersion":1,"eventId":"\#(id)","eventVersion":1,"#
    + #""eventType":"T","metadata":{}}"#
  private static let numbers =
    #""position":1,"committedAt":-5,"shard":0,"treeSize":2,"leafIndex":0"#
  private static let line = #"{"event":\#(event),\#(numbers),"path":["\#(hash)"]}"#

  @Test func `keys may stand in any order, escaped, with white space between`() throws {
    let other = """
       { "path" : [ "\(Self.hash)" ] , "leafIndex" : 0 , "treeSize":2,"shard":0,
      \t"\\u0063ommittedAt":-5,"position":1, "event" : \(Self.event) }\u{20}
      """
    #expect(try InclusionProof(line: other.utf8) == InclusionProof(line: Self.line.utf8))
  }

  /// A change that makes a line no proof, and the end of what is said of it.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var text: String
    var words: String
    var testDescription: String { words }

    init(_ old: String, _ new: String, _ words: String) {
      text = line.replacing(old, with: new, maxReplacements: 1)
      self.words = words
    }
  }

  private static let refusals = [
    Refusal(line, "", "byte 1: it ends too early"),
    Refusal(line, "[]", "byte 1: a JSON object is wanted"),
    Refusal(line, "{}", "event is missing"),
    Refusal(line, "\u{FEFF}{}", "byte 1: it begins with a byte order mark"),
    Refusal(line, line + "x", "something follows the end of the value"),
    Refusal("]}", "]", "it ends too early"),
    Refusal("shard", "sh\u{1B}rd", "a control character in a string must be escaped"),
    Refusal("shard", #"sh\u001brd"#, #"a proof has no key "sh\u001brd""#),
    Refusal("shard", "Shard", #"a proof has no key "Shard""#),
    Refusal("shard", "position", "position stands there twice"),
    Refusal(#""shard":0,"#, "", "shard is missing"),
    Refusal(#""shard":0"#, #""shard":-1"#, "shard is -1; 0 to 2147483647 are allowed"),
    Refusal(
      #""shard":0"#, #""shard":2147483648"#, "shard is 2147483648; 0 to 2147483647 are allowed"),
    Refusal(
      #""position":1"#, #""position":0"#, "position is 0; 1 to 9223372036854775807 are allowed"),
    Refusal(
      #""position":1"#, #""position":1.0"#,
      "byte 149: position must be a whole number, without a fraction or an exponent"),
    Refusal(
      #""position":1"#, #""position":"1""#, "byte 149: position must be a whole number"),
    Refusal(
      #""position":1"#, #""position":9223372036854775808"#,
      "byte 149: position is beyond 9223372036854775807"),
    Refusal(#""position":1"#, #""position":01"#, "byte 150: a number begins with 0"),
    Refusal(
      #""treeSize":2"#, #""treeSize":0"#, "treeSize is 0; 1 to 9223372036854775807 are allowed"),
    Refusal(#""leafIndex":0"#, #""leafIndex":2"#, "leafIndex is 2; 0 to 1 are allowed"),
    Refusal(
      #""leafIndex":0"#, #""leafIndex":-9223372036854775808"#,
      "leafIndex is -9223372036854775808; 0 to 1 are allowed"),
    Refusal("[\"\(hash)\"]", "\"\(hash)\"", "path must be an array of hashes"),
    Refusal("[\"\(hash)\"]", "[0]", "a hash in quotes is wanted"),
    Refusal("\"]", "\",]", "a hash in quotes is wanted"),
    Refusal("\"]}", "\"}", "a comma or the closing bracket is wanted"),
    Refusal(
      "0a\"]", "0\"]",
      "hash 1 of the path: it has 63 characters; 64 hexadecimal digits are wanted"),
    Refusal(
      "\"]", "\",\"0A\(hash.dropFirst(2))\"]",
      "hash 2 of the path: character 2 is U+0041; 0-9 and a-f are allowed"),
    Refusal(event, "1", "byte 10: a JSON object is wanted"),
    Refusal(#""eventType":"T","#, "", "eventType is missing"),
    Refusal(#""eventType":"T""#, #""eventType":7"#, "byte 119: eventType must be a string"),
    Refusal(
      #""eventVersion":1"#, #""eventVersion":0"#, "eventVersion: it is 0; versions begin at 1"),
    Refusal(id, "short", "eventId: it has 5 characters; 27 are wanted"),
    Refusal("{}", #"{},"cursor":"p1""#, #"an event has no key "cursor""#),
  ]

  @Test(arguments: refusals)
  func `what is no proof is refused, with what is wrong and where`(refusal: Refusal) throws {
    #expect(refusal.text != Self.line)
    let error = #expect(throws: InvalidProof.self) {
      try InclusionProof(line: refusal.text.utf8)
    }
    let words = try #require(error).description
    #expect(words.hasSuffix(refusal.words), "\(words)")
    #expect(words.unicodeScalars.allSatisfy { $0 >= " " && $0 <= "~" })
  }

  @Test func `a line that is too deep or too long is refused, and soon`() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    for text in [deep, Self.line.replacing("{}", with: #"{"a":\#(deep)"#), #"{"path":\#(deep)"#] {
      #expect(throws: InvalidProof.self) { try InclusionProof(line: text.utf8) }
    }
    let long = [UInt8](repeating: UInt8(ascii: " "), count: InclusionProof.longestLine + 1)
    #expect(throws: InvalidProof.tooLong(longest: 16 << 20)) { try InclusionProof(line: long) }
    let hashes = String(repeating: "\"\(Self.hash)\",", count: 10_000) + "\"\(Self.hash)\""
    let proof = try InclusionProof(
      line: Self.line.replacing("\"\(Self.hash)\"", with: hashes).utf8)
    #expect(proof.digest == nil)
  }

  @Test func `a proof of the largest event is read as it was written`() throws {
    let metadata = "{\"\":\"" + String(repeating: "x", count: 400_000) + "\"}"
    let event = try RecordedEvent.sample(
      1, aggregate: String(repeating: "\u{1}", count: AggregateID.longestBytes),
      metadata: metadata)
    let proof = try InclusionProof.of(1, in: [event])
    #expect(try InclusionProof(line: proof.line) == proof)
  }

  @Test func `mutated lines never crash, and prove nothing that was not in the history`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let (events, digest) = try RecordedEvent.history(6)
    let proofs = try (1...6).map { try InclusionProof.of($0, in: events) }
    let alphabet = Array("{}[]\",:\\u0123456789abcdefE-. ".utf8)
    var readCount = 0
    for round in 0..<20_000 {
      var line = proofs[round % 6].line
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<line.count, using: &random)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: line[place] = byte
        case 1: line.insert(byte, at: place)
        case 2: line.remove(at: place)
        default: line.insert(contentsOf: line[place..<min(line.count, place + 70)], at: place)
        }
      }
      guard let proof = try? InclusionProof(line: line) else { continue }
      readCount += 1
      guard (try? proof.check(against: digest)) != nil else { continue }
      #expect(events.contains(proof.recorded), "seed \(seed), round \(round)")
    }
    #expect(readCount > 500, "seed \(seed)")
  }
}

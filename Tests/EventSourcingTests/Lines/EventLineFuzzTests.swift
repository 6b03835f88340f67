import EventSourcing
import VirtualTime
import Testing

@Suite struct EventLineFuzzTests {
  /// Bytes that mean something to the parser come up often.
  private static let alphabet = Array("{}[]\",:\\u0123456789abdeEtfn.-+ \t\r\nDd8C".utf8)

  private static let seeds = [
    #"{"aggregateId":"a","aggregateVersion":1,"eventId":"2FyIfrDWHZuzu6E1oINDnTqSDky","#
      + #""eventVersion":1,"eventType":"T","metadata":{"n":-1.5e+3,"a":[true,null,{"b":""}]}}"#,
    #" { "metadata" : { "\ud83d\ude00" : [ ] } , "eventType" : "\u0000é" , "eventVersion" : 22 ,"#
      + #" "aggregateId":"\"\\\/😀","aggregateVersion":9223372036854775807,"#
      + #""eventId":"aWgEPTl1tmebfsQzFP4bxwgy80V" } "#,
  ]

  @Test func `mutated lines never crash, and what is read is written as the same event`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    var accepted = 0
    for round in 0..<60_000 {
      var line = Array(Self.seeds[round % Self.seeds.count].utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) { mutate(&line, &random) }
      guard let event = try? EventLine.read(line, completeness: .draft) else { continue }
      accepted += 1
      guard let stored = event.asStored else { continue }
      for isForTerminal in [false, true] {
        var written: [UInt8] = []
        EventLineWriter(isForTerminal: isForTerminal).append(stored, to: &written)
        let again = try EventLine.read(written)
        if isForTerminal {
          #expect(again.aggregateID == event.aggregateID, "seed \(seed)")
          #expect(again.eventType == event.eventType, "seed \(seed)")
        } else {
          #expect(again == event, "seed \(seed), round \(round)")
        }
      }
    }
    #expect(accepted > 15_000, "seed \(seed)")
  }

  private func mutate(_ line: inout [UInt8], _ random: inout SeededRandom) {
    guard !line.isEmpty else { return }
    let place = Int.random(in: 0..<line.count, using: &random)
    let byte =
      Bool.random(using: &random)
      ? Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &random)]
      : UInt8.random(in: 0...255, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: line[place] = byte
    case 1: line.insert(byte, at: place)
    case 2: line.remove(at: place)
    case 3: line.removeSubrange(place..<min(line.count, place + 9))
    default: line.insert(contentsOf: line[place..<min(line.count, place + 20)], at: place)
    }
  }
}

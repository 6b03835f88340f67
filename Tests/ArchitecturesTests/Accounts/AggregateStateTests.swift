import Architectures
import EventSourcing
import Testing

@Suite struct AggregateStateTests {
  private func event(_ type: String, _ metadata: String, version: Int64 = 1) throws -> Event {
    Event(
      aggregateID: try AggregateID("a"), aggregateVersion: version, eventID: .min, eventVersion: 1,
      eventType: try EventType(type), metadata: Metadata(unchecked: ArraySlice(metadata.utf8)))
  }

  private func texts(_ state: AggregateState) -> [String] {
    state.fields.map { "\($0.name)=\(String(decoding: $0.value, as: UTF8.self))" }
  }

  @Test func `an account's events fold into name and balance`() throws {
    var state = AggregateState()
    state.apply(try event("ACCOUNT_CREATED", #"{"name":"Jos\u00e9"}"#))
    #expect(state.changed == ["name", "balance"])
    state.apply(try event("MONEY_DEPOSITED", #"{"amount":1250}"#, version: 2))
    state.apply(try event("TRANSFER_SENT", #"{"amount":1000,"to":"b"}"#, version: 3))
    #expect(texts(state) == ["name=\"José\"", "balance=250"])
    #expect(state.changed == ["balance"] && state.version == 3)
  }

  @Test func `of unknown types the last value of each key is kept as written`() throws {
    var state = AggregateState()
    state.apply(try event("A", #"{"n":12345678901234567890123,"o":{"a":[1,"}"]},"s":"x"}"#))
    state.apply(try event("B", #"{"s":"y","o":{"a":[1,"}"]}}"#, version: 2))
    #expect(texts(state) == ["n=12345678901234567890123", #"o={"a":[1,"}"]}"#, #"s="y""#])
    #expect(state.changed == ["s"])
  }

  @Test func `metadata that is no JSON folds into what of it could be read`() throws {
    var state = AggregateState()
    state.apply(try event("A", #"{"a":1,"b":"#))
    #expect(texts(state) == ["a=1"])
    state.apply(try event("A", ""))
    state.apply(try event("A", "{}"))
    #expect(texts(state) == ["a=1"])
  }
}

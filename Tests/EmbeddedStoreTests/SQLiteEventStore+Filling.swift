import EmbeddedStore
import EventSourcing

extension SQLiteEventStore {
  /// Appends events, spread over index shards, and gives them back.
  func fill(_ count: Int, shards: Int) async throws -> [RecordedEvent] {
    let events = try (0..<count).map { number in
      var new = try event("a\(number % 5)", metadata: #"{"n":\#(number)}"#)
      new.shard = 1 + number % shards
      return new
    }
    return try await append(AppendRequest(events)).entries.map(\.recorded)
  }
}

/// What another program sees of a printed event, by its own reading of JSON.
struct PrintedEvent: Decodable, Hashable {
  var aggregateId: String
  var aggregateVersion: Int
  var eventId: String
  var eventVersion: Int
  var eventType: String
  var cursor: String?
}

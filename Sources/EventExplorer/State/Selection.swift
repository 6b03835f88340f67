import EventSourcing

/// What is selected: the same event or aggregate on whatever screen it is looked at.
struct Selection: Hashable, Sendable {
  /// The event; nil where whole aggregates are selected, or nothing.
  var event: RecordedEvent?
  /// The aggregate.
  var aggregate: AggregateID?
  /// Whether the newest event is selected because the end is followed, not because somebody chose it.
  var isFollowing = false

  /// An event, and with it its aggregate.
  init(_ event: RecordedEvent?, isFollowing: Bool = false) {
    self.event = event
    aggregate = event?.event.aggregateID
    self.isFollowing = isFollowing
  }

  /// An aggregate as a whole.
  init(aggregate: AggregateID?, isFollowing: Bool = false) {
    self.aggregate = aggregate
    self.isFollowing = isFollowing
  }
}

import Architectures
import EventSourcing

/// The aggregate that is open on screen 2.
struct OpenAggregate: Hashable, Sendable {
  /// Which of the panes the arrow keys move.
  enum Focus: Hashable, Sendable {
    case events, details
  }

  /// Its identifier.
  let aggregate: AggregateID
  /// Its events by version.
  var events = DenseList<HistoryRow>(isFollowing: false)
  /// Its state up to a version.
  var state: AggregateState?
  /// How many of the events that made it the store has lost.
  var lost: Int64 = 0
  /// The version up to which the state was asked for.
  var stateVersion: AggregateVersion = 0
  /// What the arrow keys move.
  var focus = Focus.events
  /// The first line of the details that is seen.
  var detailTop = 0
  /// The selected event's metadata, laid out.
  private(set) var pretty = PrettyJSON()
  private var prettyOf: KSUID?

  init(_ aggregate: AggregateID, version: AggregateVersion, selected: AggregateVersion) {
    self.aggregate = aggregate
    events.setCount(version)
    events.reveal(selected)
  }

  /// The selected event, if it is held.
  var selectedEvent: Event? { events.selectedRow?.recorded.event }

  /// Whether the store has lost the selected event.
  var isSelectionLost: Bool { events.isLost(events.shown.selected) }

  /// What is selected: an event, or the aggregate as long as none is held.
  var selection: Selection {
    guard let event = events.selectedRow?.recorded else { return Selection(aggregate: aggregate) }
    return Selection(event)
  }

  /// Moves the events, or the details.
  mutating func move(_ motion: Motion) {
    guard focus == .details else { return events.move(motion) }
    let top =
      switch motion {
      case .rows(let rows): detailTop + rows
      case .pages(let pages): detailTop + pages * max(1, events.height - 1)
      case .first: 0
      case .last: pretty.count - 1
      }
    detailTop = min(max(0, top), max(0, pretty.count - 1))
  }

  /// Lays out the selected event's metadata, once an event.
  mutating func layOutSelected() {
    if isSelectionLost { (pretty, prettyOf, detailTop) = (PrettyJSON(), nil, 0) }
    guard let event = selectedEvent, event.eventID != prettyOf else { return }
    prettyOf = event.eventID
    pretty = PrettyJSON(event.metadata)
    detailTop = 0
  }
}

import EventSourcing

/// The list of aggregates, of which only a window around the selection is held.
struct AggregateList: Hashable, Sendable {
  /// The columns; those that an index serves can be sorted by.
  enum Column: Int, CaseIterable, Hashable, Sendable {
    case identifier, type, version, lastEvent, committed, pending

    /// The order that it sorts by, nil if no index serves it.
    var order: AggregateQuery.Order? {
      switch self {
      case .identifier: .identifier
      case .version: .version
      case .lastEvent, .committed: .lastPosition
      case .type, .pending: nil
      }
    }
  }

  private(set) var order = AggregateQuery.Order.identifier
  private(set) var descending = false
  /// The column under the cursor.
  var column = Column.identifier
  private var list = WindowedList<AggregateRow>()

  var rows: [AggregateRow] { list.rows }
  var top: Int { list.top }
  var selected: Int { list.selected }
  var isWaiting: Bool { list.isWaiting }
  var hasLoaded: Bool { list.hasLoaded }
  /// The selected row.
  var selectedRow: AggregateRow? { list.selectedRow }
  /// The rows of the view.
  var visible: Range<Int> { list.visible }

  mutating func setHeight(_ height: Int) { list.setHeight(height) }

  /// Moves as a key says.
  mutating func move(_ motion: Motion) { list.move(motion) }

  /// Selects a row of the view.
  mutating func select(index: Int) { list.select(index: index) }

  /// Selects an aggregate, wherever it stands.
  mutating func reveal(_ aggregate: AggregateID) { list.reveal(aggregate) }

  /// Asks for the window again: something has changed in the store.
  mutating func refresh() { list.refresh() }

  /// Sorts by the column under the cursor; again: the other way round.
  /// - Returns: Whether that is possible.
  mutating func sort() -> Bool {
    guard let order = column.order else { return false }
    let wasSame = order == self.order
    descending = wasSame ? !descending : order != .identifier
    self.order = order
    list.reorder(keepsSelection: !wasSame)
    return true
  }

  /// What to ask for now, if anything; it counts as asked.
  mutating func nextRequest() -> AggregateWindow? {
    list.nextAnchor().map { anchor in
      AggregateWindow(order: order, descending: descending, anchor: anchor, count: list.count)
    }
  }

  mutating func receive(
    _ window: AggregateWindow, _ rows: [AggregateRow], isAtStart: Bool, isAtEnd: Bool
  ) {
    guard window.order == order, window.descending == descending else { return list.passOver() }
    list.receive(window.anchor, rows, isAtStart: isAtStart, isAtEnd: isAtEnd)
  }
}

extension AggregateRow: AggregateWindowRow {
  var aggregateID: AggregateID { summary.aggregateID }
}

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
  private(set) var rows: [AggregateRow] = []
  private(set) var top = 0
  private(set) var selected = 0
  private(set) var isAtStart = true
  private(set) var isAtEnd = true
  private(set) var isWaiting = false
  private(set) var hasLoaded = false
  private(set) var height = 1
  /// The top that was chosen: a view that was too small for it for a while goes back to it.
  private var home = 0
  /// Where the window is wanted next.
  private var wanted: AggregateWindow.Anchor? = .first
  /// What is to be selected when it comes.
  private var wantedSelection: AggregateID?

  /// The selected row.
  var selectedRow: AggregateRow? { rows.indices.contains(selected) ? rows[selected] : nil }

  /// The rows of the view.
  var visible: Range<Int> { top..<min(rows.count, top + height) }

  mutating func setHeight(_ height: Int) {
    guard height != self.height else { return }
    self.height = max(1, height)
    let chosen = home
    top = chosen
    keepSelectionInView()
    home = chosen
    if rows.count < top + self.height, !(isAtStart && isAtEnd) { refresh() }
  }

  /// Moves the selection; at an edge of the window more is asked for.
  mutating func move(by rows: Int) {
    guard !self.rows.isEmpty else { return }
    selected = min(max(0, selected + rows), self.rows.count - 1)
    wantedSelection = nil
    keepSelectionInView()
    askForMore()
  }

  mutating func page(by rows: Int) {
    top += rows
    move(by: rows)
  }

  /// Moves as a key says.
  mutating func move(_ motion: Motion) {
    switch motion {
    case .rows(let rows): move(by: rows)
    case .pages(let pages): page(by: pages * max(1, height - 1))
    case .first: goToFirst()
    case .last: goToLast()
    }
  }

  /// Selects a row of the view.
  mutating func select(index: Int) {
    guard rows.indices.contains(index) else { return }
    move(by: index - selected)
  }

  mutating func goToFirst() {
    wantedSelection = nil
    guard !isAtStart else { return move(by: -rows.count) }
    wanted = .first
  }

  mutating func goToLast() {
    wantedSelection = nil
    guard !isAtEnd else { return move(by: rows.count) }
    wanted = .last
  }

  /// Selects an aggregate, wherever it stands.
  mutating func reveal(_ aggregate: AggregateID) {
    if let index = rows.firstIndex(where: { $0.summary.aggregateID == aggregate }) {
      return move(by: index - selected)
    }
    wanted = .around(aggregate)
    wantedSelection = aggregate
  }

  /// Sorts by the column under the cursor; again: the other way round.
  /// - Returns: Whether that is possible.
  mutating func sort() -> Bool {
    guard let order = column.order else { return false }
    let wasSame = order == self.order
    descending = wasSame ? !descending : order != .identifier
    self.order = order
    let keeps = wasSame ? nil : selectedRow
    wantedSelection = keeps?.summary.aggregateID
    wanted = wantedSelection.map { .around($0) } ?? .first
    return true
  }

  /// Asks for the window again: something has changed in the store.
  mutating func refresh() {
    guard wanted == nil else { return }
    let isAtTop = isAtStart && top == 0 && selected < height
    wantedSelection = selectedRow?.summary.aggregateID
    wanted = isAtTop ? .first : wantedSelection.map { .around($0) } ?? .first
  }

  /// What to ask for now, if anything; it counts as asked.
  mutating func nextRequest() -> AggregateWindow? {
    guard !isWaiting, let anchor = wanted else { return nil }
    wanted = nil
    isWaiting = true
    return AggregateWindow(
      order: order, descending: descending, anchor: anchor, count: max(20, height * 3))
  }

  mutating func receive(
    _ window: AggregateWindow, _ rows: [AggregateRow], isAtStart: Bool, isAtEnd: Bool
  ) {
    isWaiting = false
    hasLoaded = true
    guard window.order == order, window.descending == descending else { return }
    let offset = selected - top
    let before = selectedRow?.summary.aggregateID
    self.rows = rows
    self.isAtStart = isAtStart
    self.isAtEnd = isAtEnd
    let found = (wantedSelection ?? before).flatMap { wanted in
      rows.firstIndex { $0.summary.aggregateID == wanted }
    }
    switch window.anchor {
    case .first:
      selected = wantedSelection == nil ? 0 : found ?? selected
      top = 0
    case .last:
      selected = max(0, rows.count - 1)
      top = max(0, rows.count - height)
    case .around(let aggregate):
      let index = rows.firstIndex { $0.summary.aggregateID == aggregate }
      selected = found ?? index ?? rows.count / 2
      top = max(0, selected - offset)
    }
    wantedSelection = nil
    selected = min(max(0, selected), max(0, rows.count - 1))
    keepSelectionInView()
  }

  private mutating func askForMore() {
    guard wanted == nil, let aggregate = selectedRow?.summary.aggregateID else { return }
    let isShort =
      (!isAtStart && selected < height) || (!isAtEnd && selected + height >= rows.count)
    if isShort { wanted = .around(aggregate) }
  }

  private mutating func keepSelectionInView() {
    top = min(max(0, top), max(0, rows.count - height))
    if selected < top { top = selected }
    if selected >= top + height { top = selected - height + 1 }
    home = top
  }
}

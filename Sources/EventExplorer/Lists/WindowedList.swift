import EventSourcing

/// A row that stands for an aggregate.
protocol AggregateWindowRow: Hashable, Sendable {
  /// The aggregate by which it is found again.
  var aggregateID: AggregateID { get }
}

/// A list of aggregates of which only a window around the selection is held, found again by what stands in
/// it: millions cost no more than a screen.
struct WindowedList<Row: AggregateWindowRow>: Hashable, Sendable {
  private(set) var rows: [Row] = []
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
  var selectedRow: Row? { rows.indices.contains(selected) ? rows[selected] : nil }

  /// The rows of the view.
  var visible: Range<Int> { top..<min(rows.count, top + height) }

  /// How many rows are wanted on each side of an anchor.
  var count: Int { max(20, height * 3) }

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
    // What is asked for, or on its way, must not move the selection back.
    wantedSelection = wanted != nil || isWaiting ? selectedRow?.aggregateID : nil
    keepSelectionInView()
    askForMore()
  }

  mutating func page(by rows: Int) {
    guard !self.rows.isEmpty else { return }
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
    if let index = rows.firstIndex(where: { $0.aggregateID == aggregate }) {
      return move(by: index - selected)
    }
    wanted = .around(aggregate)
    wantedSelection = aggregate
  }

  /// Asks for the window again in another order: around what is selected, or at the beginning.
  mutating func reorder(keepsSelection: Bool) {
    wantedSelection = keepsSelection ? selectedRow?.aggregateID : nil
    wanted = wantedSelection.map { .around($0) } ?? .first
  }

  /// Asks for the window again: something has changed in the store.
  mutating func refresh() {
    guard wanted == nil else { return }
    let isAtTop = isAtStart && top == 0 && selected < height
    wantedSelection = selectedRow?.aggregateID
    wanted = isAtTop ? .first : wantedSelection.map { .around($0) } ?? .first
  }

  /// Where a window is to be asked for now, if at all; it counts as asked.
  mutating func nextAnchor() -> AggregateWindow.Anchor? {
    guard !isWaiting, let anchor = wanted else { return nil }
    wanted = nil
    isWaiting = true
    return anchor
  }

  /// Takes note of an answer that is of no use any more.
  mutating func passOver() {
    isWaiting = false
    hasLoaded = true
  }

  mutating func receive(
    _ anchor: AggregateWindow.Anchor, _ rows: [Row], isAtStart: Bool, isAtEnd: Bool
  ) {
    passOver()
    let offset = selected - top
    let before = selectedRow?.aggregateID
    self.rows = rows
    self.isAtStart = isAtStart
    self.isAtEnd = isAtEnd
    let found = (wantedSelection ?? before).flatMap { wanted in
      rows.firstIndex { $0.aggregateID == wanted }
    }
    switch anchor {
    case .first:
      selected = wantedSelection == nil ? 0 : found ?? selected
      top = 0
    case .last:
      selected = max(0, rows.count - 1)
      top = max(0, rows.count - height)
    case .around(let aggregate):
      let index = rows.firstIndex { $0.aggregateID == aggregate }
      selected = found ?? index ?? rows.count / 2
      top = max(0, selected - offset)
    }
    wantedSelection = nil
    selected = min(max(0, selected), max(0, rows.count - 1))
    keepSelectionInView()
  }

  private mutating func askForMore() {
    guard wanted == nil, let aggregate = selectedRow?.aggregateID else { return }
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

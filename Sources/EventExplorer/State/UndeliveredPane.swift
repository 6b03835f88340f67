import EventSourcing

/// The events of an account that a projection was not handed: the lower half of screen 5.
struct UndeliveredPane: Hashable, Sendable {
  /// The account.
  let account: AggregateID
  /// The events in the order of commits, or the first of many.
  private(set) var rows: [UndeliveredRow] = []
  /// How many there are.
  private(set) var count = 0
  private(set) var selected = 0
  private(set) var top = 0
  private(set) var hasLoaded = false
  private var height = 1
  private var isStale = true
  private var isWaiting = false

  /// Opens the pane of an account.
  init(_ account: AggregateID) { self.account = account }

  /// The selected event.
  var selectedRow: UndeliveredRow? { rows.indices.contains(selected) ? rows[selected] : nil }

  /// The rows of the view.
  var visible: Range<Int> { top..<min(rows.count, top + height) }

  mutating func setHeight(_ height: Int) {
    self.height = max(1, height)
    keepSelectionInView()
  }

  mutating func move(_ motion: Motion) {
    switch motion {
    case .rows(let rows): selected += rows
    case .pages(let pages): selected += pages * max(1, height - 1)
    case .first: selected = 0
    case .last: selected = rows.count - 1
    }
    keepSelectionInView()
  }

  /// Selects a row of the view.
  mutating func select(index: Int) {
    selected = index
    keepSelectionInView()
  }

  /// Asks again.
  mutating func refresh() { isStale = true }

  /// Whether to ask now; it counts as asked.
  mutating func asks() -> Bool {
    guard isStale, !isWaiting else { return false }
    (isStale, isWaiting) = (false, true)
    return true
  }

  /// Takes the events; what was selected stays so, if it is there still.
  mutating func receive(_ rows: [UndeliveredRow], count: Int) {
    let before = selectedRow?.recorded.position
    (isWaiting, hasLoaded) = (false, true)
    (self.rows, self.count) = (rows, count)
    selected = rows.firstIndex { $0.recorded.position == before } ?? selected
    keepSelectionInView()
  }

  private mutating func keepSelectionInView() {
    selected = min(max(0, selected), max(0, rows.count - 1))
    top = min(max(0, top), max(0, rows.count - height))
    if selected < top { top = selected }
    if selected >= top + height { top = selected - height + 1 }
  }
}

import EventSourcing
import TerminalScreen
import VirtualTime

/// Screen 4: the order of commits against the order of the index.
struct SkewScreen: ScreenContent {
  /// What the status counted before a step.
  private struct Step: Hashable, Sendable {
    var events: Int64
    var visibleRows: Int64
    /// How often time went on to the next thing since; most of what happens is no event's.
    var count = 1
  }

  /// How often a step goes on as long as no event moves.
  private static let mostSteps = 500

  /// The events in the order of commits, the newest followed by default.
  var list = DenseList<SkewRow>(isFollowing: true)
  /// How the orders compare of late; nil before the first answer, or where they can't be read.
  private(set) var figures: SkewFigures?
  /// Whether figures were asked for, and could not be read.
  private(set) var hasNoFigures = false
  /// Which panel stands first under the lists, where not all have room.
  private(set) var firstPanel = 0

  private var status: ReplicationStatus?
  private var step: Step?
  private var wantsFigures = true
  private var isWaitingForFigures = false

  var title: String {
    var words = "order of commits, and of the index"
    if figures?.keepsOrder == true { words += ", which keeps it" }
    guard list.isFollowing else { return words }
    let newer = (status?.events ?? 0) - list.count
    let rest =
      newer > 0 ? "; \(Shown.count(newer, "newer one is", "newer ones are")) not in it yet" : ""
    return words + ", followed" + rest
  }

  var selection: Selection {
    Selection(list.selectedRow?.recorded, isFollowing: list.isFollowing)
  }

  /// The selected event's id, and where the index puts it.
  var selectedWords: String? {
    guard let row = list.selectedRow else { return nil }
    let event = row.recorded.event
    var words = "\(event.eventID)"
    if let place = row.place {
      let kinds = [
        place.displacement == 0 ? nil : Shown.move(place.displacement),
        place.isMissed ? "missed" : nil,
      ].compactMap(\.self)
      if !kinds.isEmpty { words += "  " + kinds.joined(separator: ", ") }
    } else {
      words += "  not in the index yet"
    }
    return words + "  \(event.aggregateID) v\(event.aggregateVersion)"
  }

  // MARK: The order of the index

  /// The positions in view as the index sorts their events; those that it does not show yet stand last.
  var indexOrder: [Int64] {
    let rows = (list.visible ?? 1...1).compactMap { list[$0] }
    let shown = rows.compactMap { row in row.place.map { (row.recorded.position, $0) } }
    return shown.sorted { $0.1.key < $1.1.key }.map(\.0)
      + rows.filter { $0.place == nil }.map(\.recorded.position)
  }

  /// The position of the event at a place of the screen, in either column.
  func position(atRow row: Int, column: Int, _ layout: SkewLayout) -> Int64? {
    guard let visible = list.visible else { return nil }
    if layout.commits.contains(row: row, column: column), row > layout.commits.row {
      let position = visible.lowerBound + Int64(row - layout.commits.row - 1)
      return visible.contains(position) ? position : nil
    }
    guard layout.index.contains(row: row, column: column), row > layout.index.row else {
      return nil
    }
    return indexOrder.dropFirst(row - layout.index.row - 1).first
  }

  // MARK: Steps

  /// Takes note of how things stand before a step.
  mutating func beginStep(from status: ReplicationStatus) {
    step = Step(events: status.events, visibleRows: status.visibleRows)
  }

  /// What came of the last step; nil if none was made, or time runs again.
  var stepWords: String? {
    guard let step, let status else { return nil }
    let events = status.events - step.events
    let rows = status.visibleRows - step.visibleRows
    let words = [
      events > 0 ? "\(Shown.count(events, "event")) committed" : nil,
      rows > 0 ? "\(Shown.count(rows, "event")) shown by the index" : nil,
    ].compactMap(\.self)
    return words.isEmpty ? "no event has moved; Space goes on" : words.joined(separator: ", ")
  }

  /// Whether the step is to go on, as no event has moved yet; it counts as gone on.
  mutating func goesOn() -> Bool {
    guard let step, let status, step.count < Self.mostSteps,
      (status.events, status.visibleRows) == (step.events, step.visibleRows)
    else { return false }
    self.step?.count += 1
    return true
  }

  /// Whether an event was committed by the last step.
  func isCommittedByStep(_ row: SkewRow) -> Bool {
    step.map { row.recorded.position > $0.events } ?? false
  }

  /// Whether an event was shown by the index in the last step.
  func isShownByStep(_ row: SkewRow) -> Bool {
    guard let step, let place = row.place else { return false }
    return place.row > step.visibleRows
  }

  // MARK: Panels

  /// Shows the next panel first.
  mutating func showNextPanel() {
    firstPanel = (firstPanel + 1) % SkewLayout.Panel.allCases.count
  }

  // MARK: Exchange

  /// Takes how the store stands.
  mutating func take(_ status: ReplicationStatus) {
    let before = self.status
    self.status = status
    if !status.settings.isPaused { step = nil }
    setCount()
    let isMoved = before?.events != status.events || before?.visibleRows != status.visibleRows
    if isMoved { list.refresh() }
    if isMoved || before?.now.wholeSeconds != status.now.wholeSeconds { wantsFigures = true }
  }

  mutating func take(_ figures: SkewFigures?) {
    isWaitingForFigures = false
    self.figures = figures
    hasNoFigures = figures == nil
    guard let figures else { return }
    if figures.isPartial { wantsFigures = true }
    setCount()
  }

  /// Tells the list how many events there are.
  ///
  /// One that is followed ends soon after the last event that the index shows: a screen of events that it
  /// lacks would tell nothing of its order.
  private mutating func setCount() {
    guard let status else { return }
    var count = status.events
    if list.isFollowing, let lastShown = figures?.lastShown {
      count = min(count, lastShown + Int64(list.height / 4))
    }
    list.setCount(count)
  }

  mutating func layOut(_ layout: FrameLayout) {
    list.setHeight(SkewLayout(layout).listRows)
  }

  mutating func move(_ motion: Motion) {
    guard motion == .last else { return list.move(motion) }
    list.follow()
    setCount()
  }

  /// Selects an event, also one that the index lacks and that the followed list leaves out.
  mutating func reveal(_ position: Int64) {
    if let status { list.setCount(status.events) }
    list.reveal(position)
  }

  mutating func nextRequests() -> [ExplorerRequest] {
    var requests: [ExplorerRequest] = []
    if let (first, count) = list.nextRequest() {
      requests.append(.skew(.rows(first: first, count: count)))
    }
    if wantsFigures, !isWaitingForFigures, let status {
      wantsFigures = false
      isWaitingForFigures = true
      requests.append(.skew(.figures(now: status.now)))
    }
    return requests
  }
}

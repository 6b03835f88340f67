import Architectures
import EventSourcing

/// Screen 5: what a projection made of the stream, beside the truth.
struct ReadModelScreen: ScreenContent {
  /// The columns.
  enum Column: Int, CaseIterable, Hashable, Sendable {
    case mark, account, name, projected, actual, difference, missed, late

    /// The order that it sorts by, nil for none.
    var order: AccountWindow.Order? {
      switch self {
      case .mark, .difference: .difference
      case .account: .identifier
      case .name, .projected, .actual, .missed, .late: nil
      }
    }
  }

  private(set) var reader = ReaderStrategy.checkpoint
  private(set) var list = WindowedList<AccountRow>()
  private(set) var order = AccountWindow.Order.difference
  private(set) var isReversed = false
  /// The column under the cursor.
  private(set) var column = Column.difference
  /// How the projection stands; nil while that is not known.
  private(set) var totals: ProjectionTotals?
  /// The events that are missing of an account, where they are looked at.
  private(set) var pane: UndeliveredPane?
  /// The rebuild that runs.
  private(set) var rebuild: RebuildProgress?
  private var layout: FrameLayout?
  private var requests: [ReadModelRequest] = []

  var title: String { "read model of the \(reader.rawValue) reader" }

  var selection: Selection {
    if let recorded = pane?.selectedRow?.recorded { return Selection(recorded) }
    return Selection(aggregate: list.selectedRow?.account)
  }

  /// Whether there is nothing to show.
  var isEmpty: Bool { list.rows.isEmpty }

  // MARK: What all screens do

  mutating func layOut(_ layout: FrameLayout) {
    self.layout = layout
    let parts = ReadModelLayout(layout, hasPane: pane != nil)
    list.setHeight(parts.listRows)
    pane?.setHeight(parts.paneRows)
  }

  mutating func move(_ motion: Motion) {
    if pane == nil { list.move(motion) } else { pane?.move(motion) }
  }

  /// Takes over what was selected on the screen before.
  mutating func arrive(with selection: Selection) {
    refresh()
    // Nobody chose the newest event: the accounts that are wrong come first.
    guard let account = selection.aggregate, !selection.isFollowing else { return }
    if pane?.account != account { closePane() }
    list.reveal(account)
  }

  mutating func nextRequests() -> [ExplorerRequest] {
    if let anchor = list.nextAnchor() {
      requests.append(
        .accounts(
          AccountWindow(
            reader: reader, order: order, isReversed: isReversed, anchor: anchor,
            count: list.count)))
    }
    if let account = pane?.account, pane?.asks() == true {
      requests.append(.undelivered(account, by: reader))
    }
    defer { requests = [] }
    return requests.map { .readModel($0) }
  }

  var isRunning: Bool { rebuild != nil }
  var cancelWords: String { "rebuild cancelled: nothing is changed" }

  mutating func cancel() -> [ExplorerRequest]? {
    guard rebuild != nil else { return nil }
    rebuild = nil
    return [.readModel(.endRebuild)]
  }

  // MARK: What this one does

  /// Asks again: something has changed in the store.
  mutating func refresh() {
    list.refresh()
    pane?.refresh()
  }

  /// Looks at another reader's projection; what is selected stays so.
  mutating func choose(_ reader: ReaderStrategy) {
    guard reader != self.reader else { return }
    self.reader = reader
    totals = nil
    list.refresh()
    guard let account = pane?.account else { return }
    pane = nil
    openPane(of: account)
  }

  /// Moves the cursor to the next column that can be sorted by.
  mutating func moveColumn(by columns: Int) { column = columns < 0 ? .account : .difference }

  /// Puts the cursor into a column.
  mutating func choose(_ column: Column) { self.column = column }

  /// Sorts by the column under the cursor; again: the other way round.
  /// - Returns: Whether that is possible.
  mutating func sort() -> Bool {
    guard let order = column.order else { return false }
    let wasSame = order == self.order
    isReversed = wasSame ? !isReversed : false
    self.order = order
    list.reorder(keepsSelection: !wasSame)
    return true
  }

  /// Selects a row of the list.
  mutating func select(index: Int) {
    list.select(index: index)
    guard let account = list.selectedRow?.account, pane != nil else { return }
    if list.selectedRow?.isWrong == true { openPane(of: account) } else { closePane() }
  }

  /// Selects a row of the pane.
  mutating func selectInPane(index: Int) { pane?.select(index: index) }

  /// Selects an account, wherever it stands; an open pane goes with it.
  mutating func reveal(_ account: AggregateID) {
    list.reveal(account)
    if pane != nil { openPane(of: account) }
  }

  /// Opens the pane with the events that an account lacks.
  mutating func openPane(of account: AggregateID) {
    if pane?.account != account || pane == nil { pane = UndeliveredPane(account) }
    pane?.refresh()
    if let layout { layOut(layout) }
  }

  /// Closes the pane.
  /// - Returns: Whether one was open.
  @discardableResult
  mutating func closePane() -> Bool {
    guard pane != nil else { return false }
    pane = nil
    if let layout { layOut(layout) }
    return true
  }

  /// Asks for the next account that is wrong.
  mutating func findWrong(backwards: Bool) {
    requests.append(
      .find(
        WrongSearch(
          reader: reader, order: order, isReversed: isReversed, start: list.selectedRow?.account,
          isBackwards: backwards)))
  }

  /// Builds the projection anew.
  mutating func beginRebuild() {
    rebuild = RebuildProgress(reader: reader)
    requests.append(.rebuild(reader))
  }

  // MARK: Answers

  mutating func take(_ part: AccountPart) {
    let window = part.window
    guard window.reader == reader, window.order == order, window.isReversed == isReversed else {
      list.passOver()
      return list.refresh()
    }
    if let totals = part.totals { self.totals = totals }
    list.receive(window.anchor, part.rows, isAtStart: part.isAtStart, isAtEnd: part.isAtEnd)
    // What was not folded within the room of one answer comes with the next.
    if part.rows.contains(where: { $0.truth == nil }) { list.refresh() }
  }

  mutating func take(
    _ rows: [UndeliveredRow], count: Int, of account: AggregateID, by reader: ReaderStrategy
  ) {
    guard pane?.account == account, reader == self.reader else { return }
    pane?.receive(rows, count: count)
  }

  /// Takes how a rebuild goes on.
  /// - Returns: Whether it is the one that runs.
  mutating func take(_ progress: RebuildProgress) -> Bool {
    guard rebuild?.reader == progress.reader else { return false }
    rebuild = progress.outcome == .running ? progress : nil
    if rebuild == nil { refresh() }
    return true
  }
}

extension AccountRow: AggregateWindowRow {
  var aggregateID: AggregateID { account }
}

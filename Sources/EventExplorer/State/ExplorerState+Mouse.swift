import TerminalScreen

// The mouse: a click selects, a second one opens, the wheel scrolls, tabs and headings can be clicked.
extension ExplorerState {
  mutating func point(_ event: MouseEvent, at real: Int64) {
    switch event.kind {
    case .wheelUp: wheel(by: -3)
    case .wheelDown: wheel(by: 3)
    case .press: click(event, at: real)
    case .release, .other: break
    }
  }

  private mutating func wheel(by rows: Int) {
    switch overlay {
    case .help(let page): scroll(page, by: rows)
    case .summary(let top): scrollSummary(to: top + rows)
    case .appended(let top): scrollAppended(to: top + rows)
    case nil: move(.rows(rows))
    default: break
    }
  }

  private mutating func click(_ event: MouseEvent, at real: Int64) {
    if case .help(let page) = overlay { return overlay = page.under.first }
    switch overlay {
    case .summary, .appended: return overlay = nil
    default: break
    }
    guard overlay == nil else { return }
    let layout = layout
    guard layout.fits else { return }
    if layout.hasTabs, event.row == layout.tabsRow {
      let tab = FrameView.tab(atColumn: event.column, state: self, layout)
      if let action = tab?.action { perform(action) }
      return
    }
    let isSecond =
      lastPress.map { $0.place == event && real - $0.at < 400_000 } ?? false
    lastPress = isSecond ? nil : (event, real)
    guard select(row: event.row, column: event.column, layout) else { return }
    if isSecond { perform(.open) }
  }

  /// Selects what stands at a place of the screen.
  /// - Returns: Whether it is a row.
  private mutating func select(row: Int, column: Int, _ layout: FrameLayout) -> Bool {
    noteChoice()
    switch screen {
    case .live:
      let list = LiveLayout(layout, showsPane: showsPane).list
      guard list.contains(row: row, column: column), row > list.row else { return false }
      let number = stream.shown.top + Int64(row - list.row - 1)
      guard number <= stream.count else { return false }
      stream.reveal(number)
    case .aggregates:
      let list = layout.content
      guard list.contains(row: row, column: column) else { return false }
      guard row > list.row else {
        if let heading = AggregatesView.column(at: column - list.column, width: list.size.columns) {
          aggregates.column = heading
          perform(.sort)
        }
        return false
      }
      let index = aggregates.top + row - list.row - 1
      guard index < aggregates.rows.count else { return false }
      aggregates.select(index: index)
    case .history:
      let parts = HistoryLayout(layout, focus: history?.focus)
      if parts.json.contains(row: row, column: column) {
        history?.focus = .details
        return false
      }
      guard parts.events.contains(row: row, column: column), row > parts.events.row,
        let open = history
      else { return false }
      let number = open.events.shown.top + Int64(row - parts.events.row - 1)
      guard number <= open.events.count else { return false }
      history?.focus = .events
      history?.events.reveal(number)
    case .stream:
      let parts = StreamLayout(layout)
      guard parts.list.contains(row: row, column: column), row > parts.list.row else {
        return false
      }
      let rows = browser.rows
      let number = rows.shown.top + Int64(row - parts.list.row - 1)
      guard number <= rows.count else { return false }
      browser.change { $0.reveal(number) }
    case .skew:
      guard let position = skew.position(atRow: row, column: column, SkewLayout(layout)) else {
        return false
      }
      skew.reveal(position)
    case .readModel:
      guard selectInReadModel(row: row, column: column, layout) else { return false }
    case .architectures: guard laboratory.select(row: row, column: column) else { return false }
    }
    message = nil
    return true
  }
}

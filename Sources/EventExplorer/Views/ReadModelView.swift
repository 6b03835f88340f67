import Architectures
import EventSourcing
import TerminalScreen

/// Screen 5: what a projection made of the stream, beside the truth.
struct ReadModelView {
  let state: ExplorerState
  let layout: FrameLayout

  private static func columns(width: Int) -> [ColumnLayout.Column] {
    let amount = width < 40 ? 10 : width < 100 ? 11 : 15
    return [
      ColumnLayout.Column(title: "", width: 1, rank: 10),
      ColumnLayout.Column(
        title: width < 40 ? "ID" : "ACCOUNT", width: 6, rank: 9, isFlexible: true),
      ColumnLayout.Column(title: "NAME", width: width < 100 ? 14 : 16, rank: 3),
      ColumnLayout.Column(title: "PROJECTED", width: amount, rank: 5, alignsRight: true),
      ColumnLayout.Column(title: "ACTUAL", width: amount, rank: 6, alignsRight: true),
      ColumnLayout.Column(
        title: width < 40 ? "OFF BY" : "DIFFERENCE", width: amount, rank: 8, alignsRight: true),
      ColumnLayout.Column(title: "MISSED", width: 6, rank: 7, alignsRight: true),
      ColumnLayout.Column(title: "LATE", width: 6, rank: 4, alignsRight: true),
    ]
  }

  /// The column at an offset from the left of the list.
  static func column(at offset: Int, width: Int) -> ReadModelScreen.Column? {
    let rect = Rect(row: 0, column: 0, rows: 1, columns: width)
    return TableView(columns: columns(width: width), rect: rect).column(at: offset)
      .flatMap(ReadModelScreen.Column.init(rawValue:))
  }

  func draw(into frame: inout Frame) {
    let parts = ReadModelLayout(layout, hasPane: state.readModel.pane != nil)
    if let row = parts.readerRow { drawReaders(row, into: &frame.grid) }
    drawTotals(parts.totalsRow, into: &frame.grid)
    if !parts.list.isEmpty { drawAccounts(parts.list, into: &frame.grid) }
    guard let pane = state.readModel.pane, !parts.pane.isEmpty else { return }
    if !parts.list.isEmpty {
      frame.grid.drawHorizontalLine(
        row: parts.pane.row - 1, column: layout.content.column,
        columns: layout.content.size.columns)
    }
    draw(pane, parts.pane, into: &frame.grid)
  }

  // MARK: The reader and the totals

  /// Where the readers stand that can be chosen.
  static func readerTabs(
    _ strategies: [ReaderStrategy], _ layout: FrameLayout
  ) -> [(strategy: ReaderStrategy, columns: Range<Int>)] {
    var column = layout.content.column + 1 + "READER ".count
    return strategies.map { strategy in
      defer { column += strategy.rawValue.count + 2 }
      return (strategy, column..<column + strategy.rawValue.count + 2)
    }
  }

  private func drawReaders(_ row: Int, into grid: inout Grid) {
    let content = layout.content
    let end = content.column + content.size.columns
    grid.write(
      "READER", row: row, column: content.column + 1, style: Style(.heading, bold: true),
      limit: content.size.columns - 1)
    var column = content.column
    for (strategy, columns) in Self.readerTabs(state.strategies, layout) {
      let isChosen = strategy == state.reader
      column = columns.upperBound
      grid.write(
        " \(strategy.rawValue) ", row: row, column: columns.lowerBound,
        style: isChosen ? Style(.accent, bold: true, reversed: true) : .normal,
        limit: max(0, end - columns.lowerBound))
    }
    guard let status = state.status.readers.first(where: { $0.strategy == state.reader }) else {
      return
    }
    let words =
      "\(Shown.count(status.delivered)) delivered live, \(Shown.count(status.missed)) missed "
    guard end - words.count > column + 1 else { return }
    grid.write(words, row: row, column: end - words.count, style: Style(.quiet))
  }

  private func drawTotals(_ row: Int, into grid: inout Grid) {
    let column = layout.content.column + 1
    let room = layout.content.size.columns - 1
    if let rebuild = state.readModel.rebuild {
      return drawRebuild(rebuild, row, column, room, into: &grid)
    }
    guard let totals = state.readModel.totals, totals.accounts > 0 else { return }
    let long = totals.words
    let short = "\(Shown.count(totals.wrong)) of \(Shown.count(totals.accounts)) wrong"
    let words = long.count <= room ? long : short
    let used = grid.write(
      words, row: row, column: column,
      style: Style(totals.wrong > 0 ? .bad : .good, bold: true), limit: room)
    guard let others = totals.othersWords, used + 2 + others.count <= room else { return }
    grid.write("; " + others, row: row, column: column + used, style: Style(.quiet))
  }

  private func drawRebuild(
    _ rebuild: RebuildProgress, _ row: Int, _ column: Int, _ room: Int, into grid: inout Grid
  ) {
    var words = "\(rebuild.percent)%"
    let long =
      words + "  \(Shown.count(rebuild.events)) of \(Shown.count(rebuild.total, "event")) replayed"
    if room >= long.count + 30 { words = long }
    let title = room >= 40 ? "rebuilding " : ""
    let bar = min(40, room - words.count - title.count - 1)
    var place = column
    place += grid.write(title, row: row, column: place, style: Style(.accent, bold: true))
    grid.write(
      String(repeating: "·", count: max(0, bar)), row: row, column: place, style: Style(.quiet))
    grid.write(
      Sparkline.bar(rebuild.percent, of: 100, columns: bar), row: row, column: place,
      style: Style(.accent))
    grid.write(
      words, row: row, column: place + max(0, bar) + 1, style: Style(.normal, bold: true),
      limit: max(0, column + room - place - max(0, bar) - 1))
  }

  // MARK: The accounts

  private func drawAccounts(_ rect: Rect, into grid: inout Grid) {
    let screen = state.readModel
    let table = TableView(columns: Self.columns(width: rect.size.columns), rect: rect)
    let sorted: ReadModelScreen.Column = screen.order == .difference ? .difference : .account
    let isDescending = (screen.order == .difference) != screen.isReversed
    table.drawHeadings(
      into: &grid, marked: screen.column.rawValue,
      suffix: [sorted.rawValue: isDescending ? "▼" : "▲"])
    guard !screen.isEmpty else { return table.drawEmpty(state.readModelEmptiness, into: &grid) }
    for index in screen.list.visible {
      let line = index - screen.list.top
      let isSelected = index == screen.list.selected
      table.drawRow(
        Self.entries(screen.list.rows[index]), line: line,
        isSelected: isSelected && screen.pane == nil, into: &grid)
      guard isSelected, screen.pane != nil else { continue }
      let own = Rect(
        row: rect.row + 1 + line, column: rect.column, rows: 1, columns: rect.size.columns)
      grid.restyle(own) { $0.isUnderlined = true }
    }
  }

  private static func entries(_ row: AccountRow) -> [TableView.Entry] {
    let wrong: Style.Role = row.isWrong ? .bad : .normal
    func amount(_ cents: Int64?) -> String {
      cents.map { Amount.text($0) } ?? (row.truth == nil && !row.isLost ? "…" : "–")
    }
    let difference = 0 &- row.missingCents
    return [
      TableView.Entry(text: row.isWrong ? "≠" : "", role: .bad, isBold: true),
      TableView.Entry(
        text: Shown.shortID(
          String(decoding: row.account.bytes.prefix(512), as: UTF8.self), columns: 36)),
      row.isLost
        ? TableView.Entry(text: "events missing", role: .bad)
        : TableView.Entry(
          text: row.truth.map { String(($0.name ?? "–").prefix(256)) } ?? "…", role: .quiet),
      TableView.Entry(text: amount(row.projectedCents), role: wrong, isBold: row.isWrong),
      TableView.Entry(text: amount(row.truth?.cents)),
      TableView.Entry(
        text: !row.isWrong
          ? ""
          : difference == 0 ? "unopened" : Amount.signed(difference),
        role: wrong, isBold: row.isWrong),
      TableView.Entry(
        text: row.missed > 0 ? "✗" + Shown.count(Int64(row.missed)) : "", role: .bad),
      TableView.Entry(text: row.late > 0 ? Shown.count(Int64(row.late)) : "", role: .warning),
    ]
  }

  // MARK: What is missing of one

  private static let paneColumns = [
    ColumnLayout.Column(title: "DELIVERED", width: 18, rank: 9),
    ColumnLayout.Column(title: "V", width: 5, rank: 7, alignsRight: true),
    ColumnLayout.Column(title: "TYPE", width: 16, rank: 8, isFlexible: true),
    ColumnLayout.Column(title: "AMOUNT", width: 12, rank: 6, alignsRight: true),
    ColumnLayout.Column(title: "COMMITTED", width: 11, rank: 5),
    ColumnLayout.Column(title: "EVENT ID", width: 27, rank: 4),
  ]

  private func draw(_ pane: UndeliveredPane, _ rect: Rect, into grid: inout Grid) {
    let row = state.readModel.list.rows.first { $0.account == pane.account }
    let account = String(decoding: pane.account.bytes.prefix(256), as: UTF8.self)
    let name = row?.truth?.name.map { String($0.prefix(64)) + ", " } ?? ""
    let listed =
      pane.rows.count < pane.count ? "the first \(Shown.count(Int64(pane.rows.count))) of " : ""
    let words =
      "NOT DELIVERED: \(listed)\(Shown.count(pane.count, "event")) of \(name)\(account)"
    grid.write(
      words.truncated(to: max(0, rect.size.columns - 2)), row: rect.row, column: rect.column + 1,
      style: Style(.heading, bold: true), limit: max(0, rect.size.columns - 1))
    let below = Rect(
      row: rect.row + 1, column: rect.column, rows: max(0, rect.size.rows - 1),
      columns: rect.size.columns)
    let table = TableView(columns: Self.paneColumns, rect: below)
    table.drawHeadings(into: &grid)
    guard !pane.rows.isEmpty else {
      return table.drawEmpty(
        pane.hasLoaded ? "all its events have been delivered meanwhile" : "reading …", into: &grid)
    }
    for index in pane.visible {
      table.drawRow(
        Self.entries(pane.rows[index]), line: index - pane.top, isSelected: index == pane.selected,
        into: &grid)
    }
  }

  private static func entries(_ row: UndeliveredRow) -> [TableView.Entry] {
    let event = row.recorded.event
    let change = AccountChange(event)
    let cents = change?.cents ?? 0
    let why =
      switch row.reason {
      case .missed: "✗ never delivered"
      case .waiting: "not yet: it waits"
      case .unseen: "not yet: unseen"
      }
    return [
      TableView.Entry(
        text: why, role: row.reason == .missed ? .bad : .warning, isBold: row.reason == .missed),
      TableView.Entry(text: String(event.aggregateVersion), role: .quiet),
      TableView.Entry(text: event.eventType.description),
      TableView.Entry(
        text: change?.isOpening == true ? "–" : Amount.signed(cents)),
      TableView.Entry(
        text: Shown.timeOfDay(row.recorded.committedAt, hundredths: true), role: .quiet),
      TableView.Entry(text: "\(event.eventID)", role: .quiet),
    ]
  }
}

import EventSourcing
import TerminalScreen

/// The pane of screen 1: the parts of the cloud that can fall behind, lag and readers.
struct PaneView {
  let status: ReplicationStatus
  /// Whether the stream moves here: who only reads it does not know how the cloud stands.
  let movesStream: Bool
  let rect: Rect

  func draw(into grid: inout Grid) {
    var row = rect.row
    guard movesStream else { return drawLookingOn(into: &grid) }
    drawParts(into: &grid, &row)
    row += 1
    drawLag(into: &grid, &row)
    row += 1
    drawReaders(into: &grid, &row)
    if status.refused > 0, row + 1 < end {
      let words = "refused: " + Shown.count(status.refused, "attempt")
      let isRefusing = status.parts.contains(where: \.isRefusing)
      write(words, &grid, row + 1, Style(isRefusing ? .bad : .quiet))
      row += 2
    }
    row += 1
    drawHistories(into: &grid, &row)
  }

  private var end: Int { rect.row + rect.size.rows }

  private func write(
    _ text: String, _ grid: inout Grid, _ row: Int, _ style: Style = .normal, at offset: Int = 0
  ) {
    guard row < end else { return }
    grid.write(
      text, row: row, column: rect.column + 1 + offset, style: style,
      limit: rect.size.columns - 1 - offset)
  }

  private func drawLookingOn(into grid: inout Grid) {
    write("THE STREAM IS READ HERE, NOT MOVED", &grid, rect.row, Style(.heading, bold: true))
    let missing = max(0, status.events - status.visibleRows)
    let words = [
      Shown.count(status.visibleRows, "event is", "events are") + " in it",
      Shown.count(missing, "is", "are") + " stored and not in it yet",
      "parts, lag and readers are shown by",
      "the explorer that moves it",
    ]
    for (line, text) in words.enumerated() { write(text, &grid, rect.row + 1 + line) }
  }

  // MARK: Parts

  private func drawParts(into grid: inout Grid, _ row: inout Int) {
    write("PART      BACKLOG LAG p50    p99  PASSED/s", &grid, row, Style(.heading, bold: true))
    row += 1
    let room = max(1, end - row - 9)
    for part in status.parts.prefix(room) {
      draw(part, &grid, row)
      row += 1
    }
    if status.parts.count > room {
      write("and \(status.parts.count - room) more", &grid, row, Style(.quiet))
      row += 1
    }
    if status.parts.isEmpty {
      write("nothing has moved yet", &grid, row, Style(.quiet))
      row += 1
    }
  }

  private func draw(_ part: PartStatus, _ grid: inout Grid, _ row: Int) {
    let mark = part.isStalled ? " ‖" : part.isRefusing ? " ▲" : ""
    let role: Style.Role = part.isStalled || part.isRefusing ? .bad : .normal
    write(
      (part.name + mark).fitted(to: 10), &grid, row, Style(role))
    let figures =
      Shown.count(Int64(part.backlog)).fitted(to: 7, alignedRight: true)
      + Shown.length(part.lagMedian).fitted(to: 8, alignedRight: true)
      + Shown.length(part.lag99th).fitted(to: 7, alignedRight: true)
    write(figures, &grid, row, .normal, at: 10)
    if let passable = part.passablePerSecond {
      let isNearFull = part.passedPerSecond >= passable * 9 / 10
      write(
        Sparkline.bar(part.passedPerSecond, of: passable, columns: 4), &grid, row,
        Style(isNearFull ? .bad : .good), at: 33)
    }
    write(
      String(part.passedPerSecond).fitted(to: 5, alignedRight: true), &grid, row, .normal, at: 37)
  }

  // MARK: Lag

  private func drawLag(into grid: inout Grid, _ row: inout Int) {
    let width = min(60, max(1, rect.size.columns - 2))
    let top = status.lagHistory.compactMap(\.self).max()
    write(
      "LAG p99, last \(width) s, up to \(Shown.length(top))", &grid, row,
      Style(.heading, bold: true))
    write(Sparkline.text(status.lagHistory, columns: width), &grid, row + 1, Style(.accent))
    row += 2
  }

  /// How each part's lag went, on one scale.
  private func drawHistories(into grid: inout Grid, _ row: inout Int) {
    let parts = status.parts.filter { $0.lagHistory.contains { $0 != nil } }
    guard !parts.isEmpty, row + 1 < end else { return }
    let width = min(60, max(1, rect.size.columns - 12))
    let top = parts.flatMap { $0.lagHistory.suffix(width) }.compactMap(\.self).max()
    write(
      "GREATEST LAG, last \(width) s, up to \(Shown.length(top))", &grid, row,
      Style(.heading, bold: true))
    for part in parts.prefix(max(0, end - row - 1)) {
      row += 1
      write(part.name.fitted(to: 10), &grid, row)
      write(
        Sparkline.text(part.lagHistory, columns: width, top: top), &grid, row, Style(.accent),
        at: 10)
    }
  }

  // MARK: Readers

  private func drawReaders(into grid: inout Grid, _ row: inout Int) {
    guard !status.readers.isEmpty else { return }
    write("READER        delivered  missed dup  delay", &grid, row, Style(.heading, bold: true))
    row += 1
    for reader in status.readers {
      write(reader.strategy.rawValue.fitted(to: 13), &grid, row)
      write(Shown.count(reader.delivered).fitted(to: 10, alignedRight: true), &grid, row, at: 13)
      write(
        Shown.count(reader.missed).fitted(to: 8, alignedRight: true), &grid, row,
        Style(reader.missed > 0 ? .bad : .normal, bold: reader.missed > 0), at: 23)
      write(Shown.count(reader.duplicates).fitted(to: 4, alignedRight: true), &grid, row, at: 31)
      write(Shown.length(reader.delayMedian).fitted(to: 7, alignedRight: true), &grid, row, at: 35)
      row += 1
    }
  }
}

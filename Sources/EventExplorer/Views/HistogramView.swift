import EventSourcing
import TerminalScreen
import VirtualTime

/// How the events of the stream lie in time, and where the selected one is.
struct HistogramView {
  let histogram: StreamHistogram?
  let selected: Int64
  let isFiltered: Bool
  let bars: Rect
  let axisRow: Int

  func draw(into grid: inout Grid) {
    guard let histogram else { return }
    let counts = isFiltered ? histogram.matches ?? [] : histogram.counts
    let marked = histogram.bucket(of: selected)
    let rows = Sparkline.columns(counts, rows: bars.size.rows)
    for (offset, text) in rows.enumerated() {
      grid.write(
        text, row: bars.row + offset, column: bars.column,
        style: Style(isFiltered ? .accent : .heading), limit: bars.size.columns)
    }
    if let marked, bars.contains(row: bars.row, column: bars.column + marked) {
      grid.restyle(
        Rect(row: bars.row, column: bars.column + marked, rows: bars.size.rows, columns: 1)
      ) { $0 = Style(.match) }
    }
    drawAxis(histogram, counts, marked, into: &grid)
  }

  private func drawAxis(
    _ histogram: StreamHistogram, _ counts: [Int64], _ marked: Int?, into grid: inout Grid
  ) {
    grid.drawHorizontalLine(row: axisRow, column: bars.column, columns: bars.size.columns)
    let start = " \(Shown.dateTime(histogram.start)) "
    let end = " \(Shown.dateTime(histogram.end)) "
    let length = (histogram.end - histogram.start) / Int64(max(1, counts.count))
    let top = " \(Shown.count(counts.max() ?? 0)) in \(Shown.length(max(1_000, length))) at most "
    let quiet = Style(.quiet)
    let room = bars.size.columns
    guard room >= 30 else { return }
    grid.write(start, row: axisRow, column: bars.column + 1, style: quiet)
    guard room >= start.count + end.count + 4 else { return }
    grid.write(end, row: axisRow, column: bars.column + room - end.count - 1, style: quiet)
    guard room >= start.count + end.count + top.count + 6 else { return }
    grid.write(top, row: axisRow, column: bars.column + (room - top.count) / 2, style: quiet)
  }
}

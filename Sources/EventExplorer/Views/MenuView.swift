import EventSourcing
import TerminalScreen

/// The demo's menu of single keys.
struct MenuView {
  let account: AggregateID?
  let layout: FrameLayout

  func draw(into grid: inout Grid) {
    let lines =
      QuickCommand.allCases.map { (String($0.rawValue), $0.words) }
      + [("Enter", "write an event in the form")]
    let panel = PanelView(title: "Append", columns: 44, rows: lines.count + 1, layout: layout)
    panel.draw(into: &grid)
    let inside = panel.inside
    for (offset, line) in lines.enumerated() where offset < inside.size.rows {
      grid.write(
        line.0.fitted(to: 6), row: inside.row + offset, column: inside.column,
        style: Style(.key, bold: true), limit: inside.size.columns)
      grid.write(
        line.1, row: inside.row + offset, column: inside.column + 7,
        limit: max(0, inside.size.columns - 7))
    }
    guard inside.size.rows > lines.count else { return }
    grid.write(
      (account.map { "selected: \(String(decoding: $0.bytes.prefix(256), as: UTF8.self))" }
        ?? "nothing is selected")
        .truncated(to: inside.size.columns), row: inside.row + lines.count, column: inside.column,
      style: Style(.quiet))
  }
}

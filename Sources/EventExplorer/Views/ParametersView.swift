import Architectures
import EventSourcing
import TerminalScreen

/// The panel of the live run's parameters.
struct ParametersView {
  let panel: ParametersPanel
  let parameters: [ParametersPanel.Parameter]
  let subject: ExplorerSubject
  let settings: LiveSettings
  let reader: ReaderStrategy
  let layout: FrameLayout

  func draw(into frame: inout Frame) {
    let view = PanelView(
      title: "Parameters", columns: 46, rows: parameters.count, layout: layout)
    view.draw(into: &frame.grid)
    let inside = view.inside
    let name = min(18, max(inside.size.columns / 2, inside.size.columns - 15))
    for (offset, parameter) in parameters.enumerated() where offset < inside.size.rows {
      let row = inside.row + offset
      let isSelected = parameter == panel.selected
      frame.grid.write(
        parameter.name.fitted(to: name), row: row, column: inside.column,
        style: Style(.normal, bold: isSelected), limit: inside.size.columns)
      let column = inside.column + name + 1
      let room = max(1, inside.size.columns - name - 1)
      if isSelected, let field = panel.field {
        let cursor = field.draw(
          into: &frame.grid, row: row, column: column, columns: room, isActive: true,
          style: Style(.accent))
        frame.cursor = Frame.Cursor(row: row, column: cursor)
      } else {
        let value =
          switch parameter {
          case .architecture: (panel.architecture ?? subject.architecture).rawValue
          case .reader: reader.rawValue
          default: Shown.count(Int64(parameter.value(in: settings)))
          }
        frame.grid.write(
          isSelected ? "◀ \(value) ▶" : "  \(value)", row: row, column: column,
          style: Style(isSelected ? .accent : .normal, bold: isSelected), limit: room)
      }
    }
  }
}

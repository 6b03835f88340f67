import EventSourcing
public import TerminalScreen

/// A screen as it is to be shown.
public struct Frame: Hashable, Sendable {
  /// The cells.
  public var grid: Grid
  /// Where the cursor is to be seen; nil: nowhere.
  public var cursor: Cursor?

  /// A place of the grid.
  public struct Cursor: Hashable, Sendable {
    /// The row, from 0.
    public var row: Int
    /// The column, from 0.
    public var column: Int
  }
}

extension ExplorerState {
  /// Draws everything.
  public func draw() -> Frame {
    var frame = Frame(grid: Grid(size: size))
    let layout = layout
    guard layout.fits else {
      drawTooSmall(into: &frame.grid)
      return frame
    }
    FrameView(state: self, layout: layout).draw(into: &frame)
    switch screen {
    case .live: LiveView(state: self, layout: layout).draw(into: &frame.grid)
    case .aggregates: AggregatesView(state: self, layout: layout).draw(into: &frame.grid)
    case .history: HistoryView(state: self, layout: layout).draw(into: &frame.grid)
    case .stream: StreamView(state: self, layout: layout).draw(into: &frame)
    case .skew: SkewView(state: self, layout: layout).draw(into: &frame)
    case .readModel: ReadModelView(state: self, layout: layout).draw(into: &frame)
    case .architectures: ArchitecturesView(state: self, layout: layout).draw(into: &frame)
    }
    if let player {
      ScenarioBand(
        player: player, pauseKey: keys.keys(of: .pause).first?.name ?? "",
        summaryWords: summaryWords, layout: layout
      ).draw(into: &frame.grid)
    }
    drawOverlay(layout, into: &frame)
    if let cursor = frame.cursor, !Rect(size).contains(row: cursor.row, column: cursor.column) {
      frame.cursor = nil  // its field has no room on this screen
    }
    return frame
  }

  private func drawTooSmall(into grid: inout Grid) {
    let need = FrameLayout.smallest
    grid.write("\(need.columns)×\(need.rows) at least", row: 0, column: 0, style: Style(.warning))
    grid.write("here \(size.columns)×\(size.rows)", row: 1, column: 0)
  }

  private func drawOverlay(_ layout: FrameLayout, into frame: inout Frame) {
    switch overlay {
    case .help(let page):
      HelpView(state: self, layout: layout, page: page).draw(into: &frame.grid)
    case .palette(let palette):
      PaletteView(palette: palette, layout: layout, state: self).draw(into: &frame)
    case .parameters(let panel):
      ParametersView(
        panel: panel, parameters: parameters, subject: subject, settings: status.settings,
        reader: reader, layout: layout
      ).draw(into: &frame)
    case .menu: MenuView(account: selectedAggregate, layout: layout).draw(into: &frame.grid)
    case .form: FormView(form: draft, layout: layout).draw(into: &frame)
    case .export(let prompt):
      ExportView(prompt: prompt, content: exported(.text), layout: layout).draw(into: &frame)
    case .summary(let top):
      if let player {
        SummaryView(player: player, layout: layout, top: top).draw(into: &frame.grid)
      }
    case .appended(let top):
      AppendedView(appended.all, layout: layout, top: top).draw(into: &frame.grid)
    case .search, .filter, .goTo, .value, nil: break
    }
  }
}

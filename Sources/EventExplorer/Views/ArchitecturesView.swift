import Architectures
import Simulation
import TerminalScreen

/// Screen 6: the architectures side by side.
struct ArchitecturesView {
  let state: ExplorerState
  let layout: FrameLayout

  func draw(into frame: inout Frame) {
    let laboratory = state.laboratory
    if laboratory.pane == .results, let results = laboratory.results, let matrix = laboratory.matrix
    {
      MatrixView(screen: laboratory, results: results, layout: matrix).draw(into: &frame.grid)
    } else {
      drawForm(laboratory, into: &frame)
    }
  }

  private func drawForm(_ laboratory: ArchitecturesScreen, into frame: inout Frame) {
    let form = LoadLayout(layout.content, selected: laboratory.form.selected)
    for heading in form.headings {
      frame.grid.write(
        heading.text, row: heading.row, column: heading.column,
        style: Style(.heading, bold: true))
    }
    for place in form.places {
      let inside = place.rect.inset(rows: 0, columns: 1)
      let isSelected = place.entry == laboratory.form.selected
      switch place.entry {
      case .run: drawRun(laboratory, inside, into: &frame.grid)
      case .architecture(let name): draw(name, laboratory, inside, into: &frame.grid)
      case .parameter(let parameter): draw(parameter, isSelected, inside, into: &frame)
      }
      var isTyping = false
      if case .value = state.overlay { isTyping = true }
      guard isSelected, !isTyping else { continue }
      frame.grid.restyle(place.rect) { $0.isReversed = true }
    }
    drawWords(laboratory, form.words.inset(rows: 0, columns: 1), into: &frame.grid)
  }

  /// What is said of the chosen entry, and under it, where there is room, of each architecture.
  private func drawWords(
    _ laboratory: ArchitecturesScreen, _ rect: Rect, into grid: inout Grid
  ) {
    let room = max(1, rect.size.columns)
    let words = words(laboratory).wrapped(to: room)
    for (offset, line) in words.prefix(rect.size.rows).enumerated() {
      grid.write(
        line, row: rect.row + offset, column: rect.column, style: Style(.quiet), limit: room)
    }
    // The list stays where it is, whatever is said above it.
    let above = 4
    let name = 23
    guard room > 2 * name else { return }
    let results = laboratory.results
    let lists = ArchitectureName.allCases.map { architecture in
      let text = results?.plainWords(of: architecture) ?? architecture.words
      return (architecture, text.wrapped(to: room - name))
    }
    let rows = above + 1 + lists.reduce(0) { $0 + $1.1.count }
    guard rows <= rect.size.rows else { return }
    var row = rect.row + above
    grid.write(
      results == nil ? "WHAT THEY ARE" : "WHAT EACH DID LAST", row: row, column: rect.column,
      style: Style(.heading, bold: true))
    row += 1
    for (architecture, lines) in lists {
      grid.write(architecture.rawValue, row: row, column: rect.column, limit: name - 1)
      for line in lines {
        grid.write(line, row: row, column: rect.column + name, style: Style(.quiet))
        row += 1
      }
    }
  }

  // MARK: Entries

  private func drawRun(_ laboratory: ArchitecturesScreen, _ rect: Rect, into grid: inout Grid) {
    guard let runs = laboratory.underWay else {
      let count = laboratory.form.architectures.count
      let what =
        switch count {
        case 0: "choose an architecture first"
        case ArchitectureName.allCases.count: "run all six"
        default: "run \(Shown.count(count, "architecture"))"
        }
      let events = laboratory.form.events
      let words = count == 0 ? what : "▶ \(what): \(Shown.count(events, "event")) due in each"
      drawLine(words, rect, style: Style(.accent, bold: true), into: &grid)
      return
    }
    let word = runs.isCancelled ? "cancelling " : "running "
    let column = rect.column + drawLine(word, rect, style: Style(.accent, bold: true), into: &grid)
    drawBar(
      runs.share, row: rect.row, column: column, columns: min(60, rect.columns.upperBound - column),
      into: &grid)
  }

  private func draw(
    _ name: ArchitectureName, _ laboratory: ArchitecturesScreen, _ rect: Rect,
    into grid: inout Grid
  ) {
    let isChosen = laboratory.form.isChosen(name)
    let text = "[\(isChosen ? "x" : " ")] \(name.rawValue)"
    let width = drawLine(text, rect, style: Style(isChosen ? .normal : .quiet), into: &grid)
    guard let runs = laboratory.underWay,
      let place = runs.runs.firstIndex(where: { $0.architecture == name })
    else { return }
    let column = rect.column + max(width, min(25, rect.size.columns - 7)) + 1
    let columns = rect.columns.upperBound - column
    if let report = runs.reports[place] {
      let isWhole = !report.isPartial
      grid.write(
        isWhole ? "done" : "cut off", row: rect.row, column: column,
        style: Style(isWhole ? .good : .warning), limit: columns)
    } else if runs.shares[place] == 0 {
      grid.write("waits", row: rect.row, column: column, style: Style(.quiet), limit: columns)
    } else {
      drawBar(runs.shares[place], row: rect.row, column: column, columns: columns, into: &grid)
    }
  }

  private func draw(
    _ parameter: LoadParameter, _ isSelected: Bool, _ rect: Rect, into frame: inout Frame
  ) {
    let columns = rect.size.columns
    let name = min(18, max(columns / 2, columns - 15))
    frame.grid.write(
      parameter.name.fitted(to: name), row: rect.row, column: rect.column,
      style: Style(.normal, bold: isSelected), limit: columns)
    let column = rect.column + name + 1
    let room = max(1, columns - name - 1)
    if isSelected, case .value(let field) = state.overlay {
      let cursor = field.draw(
        into: &frame.grid, row: rect.row, column: column, columns: room, isActive: true,
        style: Style(.accent, underlined: true))
      frame.cursor = Frame.Cursor(row: rect.row, column: cursor)
      return
    }
    let value = parameter.shown(in: state.laboratory.form.options)
    frame.grid.write(
      isSelected ? "◀ \(value) ▶" : "  \(value)", row: rect.row, column: column,
      style: Style(isSelected ? .accent : .normal, bold: isSelected), limit: room)
  }

  @discardableResult
  private func drawLine(
    _ text: String, _ rect: Rect, style: Style, into grid: inout Grid
  ) -> Int {
    grid.write(
      text.truncated(to: rect.size.columns), row: rect.row, column: rect.column, style: style,
      limit: rect.size.columns)
  }

  /// A bar with its per cent behind it; where there is no room for it, the per cent alone.
  private func drawBar(
    _ millionths: Int64, row: Int, column: Int, columns: Int, into grid: inout Grid
  ) {
    let text = "\(millionths / 10_000)%".fitted(to: 4, alignedRight: true)
    let room = columns - text.count - 1
    guard room >= 4 else {
      grid.write(text, row: row, column: column, style: Style(.accent), limit: max(0, columns))
      return
    }
    grid.write(
      String(repeating: "·", count: room), row: row, column: column, style: Style(.quiet))
    grid.write(
      Sparkline.bar(Int(millionths), of: 1_000_000, columns: room), row: row, column: column,
      style: Style(.accent))
    grid.write(text, row: row, column: column + room + 1, style: Style(.accent))
  }

  // MARK: Words

  /// What is said of the chosen entry.
  private func words(_ laboratory: ArchitecturesScreen) -> String {
    switch laboratory.form.selected {
    case .architecture(let name): return name.words
    case .parameter(let parameter): return parameter.words
    case .run: break
    }
    if laboratory.underWay != nil {
      return "Esc cancels; of what has begun, what was done until then is shown, and marked. The "
        + "other screens can be used meanwhile."
    }
    guard laboratory.results == nil else {
      return "Enter here, or r anywhere on this screen, runs them again. Tab shows what they did."
    }
    return "Nothing was run yet. Enter here, or r anywhere on this screen, runs the chosen "
      + "architectures in virtual time, all on the load above, and shows side by side what each "
      + "did with it: throughput, latency, lag, order, what readers missed, cost."
  }
}

extension ArchitectureName {
  /// What it is, in a sentence or two.
  var words: String {
    switch self {
    case .dynamoDBWithKSUIDs:
      "Events in a DynamoDB table; the global stream is an index of it, in shards, sorted by ids "
        + "that come from the writers' clocks. It follows the table by some milliseconds."
    case .dynamoDBTransactions:
      "Each append is a DynamoDB transaction of the event, its entry in the stream and a counter: "
        + "the order is total, and all writers wait for one counter."
    case .dualTableLambda:
      "A table's change stream feeds a Lambda, one at a time, that numbers the events in a second "
        + "table."
    case .dualTableSQSFIFO:
      "A table's change stream feeds an SQS FIFO queue, whose consumer numbers the events in a "
        + "second table."
    case .auroraServerless:
      "A table in a SQL database that grows and shrinks with the load. Positions come from a "
        + "sequence, before the commit: they can become visible in another order."
    case .quantumLedger:
      "A journal chained by hashes: one order for all, each append checked against what its "
        + "writer has read."
    }
  }
}

extension ExplorerState {
  /// The key line of screen 6.
  var laboratoryHints: [(String, String)] {
    func name(_ action: ExplorerAction) -> String { keys.keys(of: action).first?.name ?? "" }
    var hints: [(String, String)]
    if laboratory.chosenArchitecture != nil {
      hints = [("↑↓", "figure"), ("←→", "architecture"), (name(.open), "open live")]
    } else {
      let word =
        switch laboratory.form.selected {
        case .run: laboratory.underWay == nil ? "run" : nil
        case .architecture: "in or out"
        case .parameter: "type"
        } as String?
      hints = [("↑↓", "choose")]
      if laboratory.form.selected != .run { hints.append(("←→", "change")) }
      if let word { hints.append((name(.open), word)) }
    }
    if laboratory.underWay?.isCancelled == false { hints.append((name(.back), "cancel")) }
    if obstacle(to: .run) == nil, laboratory.pane == .results || laboratory.form.selected != .run {
      hints.append((name(.run), "run"))
    }
    if obstacle(to: .nextPane) == nil {
      hints.append((name(.nextPane), laboratory.pane == .load ? "results" : "load"))
    }
    if obstacle(to: .export) == nil { hints.append((name(.export), "export")) }
    hints.append((name(.palette), "command"))
    return hints + [(name(.leave), trail.isEmpty ? "quit" : "back")]
  }
}

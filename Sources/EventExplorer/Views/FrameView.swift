import Architectures
import EventSourcing
import Scenarios
import TerminalScreen

/// The frame: header, tabs, box, message, keys.
struct FrameView {
  let state: ExplorerState
  let layout: FrameLayout

  func draw(into frame: inout Frame) {
    drawHeader(into: &frame.grid)
    if layout.hasTabs { drawTabs(into: &frame.grid) }
    if layout.hasBox { frame.grid.drawBox(layout.body, title: boxTitle) }
    switch state.overlay {
    case .search(let input):
      let words = input.problem ?? state.finder.words ?? "type; ~ begins a regular expression"
      drawLine("/", input.field, words, hasProblem: input.problem != nil, into: &frame)
    case .filter(let input):
      let words = input.problem ?? "type: aggregate: shard: text: is: ! and words; Tab completes"
      drawLine("filter ", input.field, words, hasProblem: input.problem != nil, into: &frame)
    case .goTo(let input):
      let words = input.problem ?? "a time, KSUID, cursor, share (50%) or row"
      drawLine("go to ", input.field, words, hasProblem: input.problem != nil, into: &frame)
    default: drawMessage(into: &frame.grid)
    }
    if layout.hasMessageRow { drawKeys(into: &frame.grid) }
  }

  private var boxTitle: String {
    switch state.screen {
    case .live: state.stream.isFollowing ? "global stream, followed" : "global stream"
    case .aggregates: "aggregates"
    case .history: state.history.map(\.aggregate.description) ?? ""
    case .stream: state.browser.title
    case .skew: state.skew.title
    case .readModel: state.readModel.title
    case .architectures: state.laboratory.title
    }
  }

  // MARK: The header

  private func drawHeader(into grid: inout Grid) {
    let bar = Style(.bar)
    grid.fill(Rect(row: 0, column: 0, rows: 1, columns: layout.size.columns), style: bar)
    let clock = Shown.timeOfDay(state.status.now, hundredths: false)
    let right = layout.size.columns - clock.count - 1
    grid.write(clock, row: 0, column: right, style: bar)
    var column = 1
    for (index, part) in headerParts.enumerated() {
      let width = part.displayWidth
      guard column + width < right else {
        guard index == 0 else { continue }
        grid.write(part, row: 0, column: column, style: bar, limit: max(0, right - column - 1))
        return
      }
      var style = bar
      style.isBold = index == 0
      column += grid.write(part, row: 0, column: column, style: style) + 2
    }
  }

  private var headerParts: [String] {
    let settings = state.status.settings
    let subject = state.subject
    var parts = ["CQRServerless"]
    parts.append(
      subject.name.isEmpty ? subject.kind.rawValue : "\(subject.kind.rawValue) \(subject.name)")
    if let player = state.player { parts.append("scenario " + player.scenario.title) }
    if state.canMove {
      parts.append(
        settings.isPaused ? "‖ paused" : "▶ " + Shown.speed(thousandths: settings.speedThousandths))
      parts.append("\(Shown.count(Int64(state.status.commitsPerSecond))) ev/s")
    }
    let architecture = subject.architecture.rawValue
    let hasCount = subject.hasShards && subject.movesStream
    parts.append(
      hasCount ? "\(architecture) ×\(Shown.count(settings.shards, "shard"))" : architecture)
    if !subject.movesStream { parts.append("stream read alone") }
    if state.canMove {
      parts.append("skew \(Shown.count(Int64(settings.clockSkewMilliseconds))) ms")
    }
    if layout.size.columns < 80 { parts.removeFirst() }
    return parts
  }

  // MARK: The tabs

  private func drawTabs(into grid: inout Grid) {
    for (tab, columns) in Self.tabs(state, layout) {
      let isActive = tab == state.screen.tab
      let style = isActive ? Style(.tab, bold: true) : Style(.normal)
      let text = columns.count > 3 ? " \(tab.rawValue) \(tab.name) " : " \(tab.rawValue) "
      grid.write(text, row: layout.tabsRow, column: columns.lowerBound, style: style)
    }
  }

  /// Where the tabs stand; where there is no room for all the names, the others are numbers.
  private static func tabs(_ state: ExplorerState, _ layout: FrameLayout) -> [(Screen, Range<Int>)]
  {
    let hasNames = Screen.tabs.reduce(0) { $0 + $1.name.count + 4 } <= layout.size.columns
    var column = 0
    return Screen.tabs.map { tab in
      let width = hasNames || tab == state.screen.tab ? tab.name.count + 4 : 3
      defer { column += width }
      return (tab, column..<column + width)
    }
  }

  /// The tab at a column of the tabs' row.
  static func tab(atColumn column: Int, state: ExplorerState, _ layout: FrameLayout) -> Screen? {
    tabs(state, layout).first { $0.1.contains(column) }?.0
  }

  // MARK: The message

  private func drawMessage(into grid: inout Grid) {
    let row = layout.messageRow
    let totals =
      Shown.count(state.status.events, "event") + "  "
      + Shown.count(state.status.aggregates, "aggregate") + " "
    let shown = shownMessage
    var limit = layout.size.columns - 2
    // News are told in full where the totals can make room for them.
    let words = shown.words(columns: limit)
    let needsRoom = hasNews && words.displayWidth > limit - totals.count
    if layout.size.columns >= 60, !needsRoom {
      grid.write(totals, row: row, column: layout.size.columns - totals.count, style: Style(.quiet))
      limit -= totals.count
    }
    guard layout.hasMessageRow || hasNews else {
      return drawKeys(into: &grid)
    }
    grid.write(
      words.truncated(to: limit), row: row, column: 1,
      style: Style(shown.role), limit: limit)
  }

  /// Whether the message line says more than what is selected.
  private var hasNews: Bool {
    state.message != nil || state.status.failure != nil || state.isSelectionLost
  }

  private var shownMessage: Message {
    if let message = state.message { return message }
    if let exporting = state.exporting { return Message(text: exporting.words, role: .accent) }
    if let failure = state.status.failure { return Message(text: failure, role: .bad) }
    if state.isSelectionLost {
      return Message(text: state.selectionLossWords, role: .bad)
    }
    var words = ""
    if let event = state.selectedEvent {
      words = "\(event.eventID)  \(event.aggregateID) v\(event.aggregateVersion)"
    }
    if state.screen == .architectures {
      return Message(text: state.laboratory.note, role: .quiet)
    }
    let unseen: Int64
    switch state.screen {
    case .live: unseen = state.stream.unseen
    case .stream where !state.browser.isFiltered: unseen = state.browser.rows.unseen
    case .skew: (unseen, words) = (state.skew.list.unseen, state.skew.selectedWords ?? words)
    default: unseen = 0
    }
    if unseen > 0 {
      let key = state.keyName(.last)
      return Message(text: "\(Shown.count(unseen)) new: \(key) follows  \(words)", role: .accent)
    }
    if !words.isEmpty { return Message(text: words, role: .quiet) }
    return Message(text: state.selectedAggregate?.description ?? "", role: .quiet)
  }

  /// Draws a line in which something is typed, in the message's place.
  private func drawLine(
    _ name: String, _ field: TextField, _ words: String, hasProblem: Bool, into frame: inout Frame
  ) {
    let row = layout.messageRow
    let start = frame.grid.write(name, row: row, column: 0, style: Style(.key))
    let room = max(1, layout.size.columns - start - 2)
    let wordsWidth = min(words.displayWidth, max(0, room - 12))
    let column = field.draw(
      into: &frame.grid, row: row, column: start, columns: max(1, room - wordsWidth),
      isActive: true, style: .normal)
    frame.grid.write(
      words.truncated(to: wordsWidth), row: row, column: layout.size.columns - wordsWidth - 1,
      style: Style(hasProblem ? .bad : .quiet), limit: wordsWidth)
    frame.cursor = Frame.Cursor(row: row, column: column)
  }

  // MARK: The keys

  private func drawKeys(into grid: inout Grid) {
    let hints = keyHints
    var column = 1
    let help = helpKey
    let end = layout.size.columns - help.count - " help".count - 2
    for (key, word) in hints where column + key.count + word.count + 1 <= end {
      column += grid.write(key, row: layout.keysRow, column: column, style: Style(.key, bold: true))
      column +=
        grid.write(" " + word, row: layout.keysRow, column: column, style: Style(.quiet)) + 2
    }
    guard !help.isEmpty else { return }
    column += grid.write(help, row: layout.keysRow, column: column, style: Style(.key, bold: true))
    grid.write(" help", row: layout.keysRow, column: column, style: Style(.quiet))
  }

  /// The key that helps: in a text field a character is text.
  private var helpKey: String {
    let keys = state.keys.keys(of: .help)
    let takesText = state.overlay?.takesText == true
    let key = keys.first { key in
      if case .character = key { !takesText } else { true }
    }
    return key?.name ?? ""
  }

  /// The keys that move, as `↑↓`.
  private var moveKeys: String {
    let names = [ExplorerAction.up, .down].map(state.keyName)
    return names.joined(separator: names.allSatisfy { $0.count == 1 } ? "" : " ")
  }

  private var keyHints: [(String, String)] {
    if let overlay = state.overlay {
      return state.keys(of: overlay).compactMap { key in key.word.map { (key.keys, $0) } }
    }
    if state.screen == .architectures { return state.laboratoryHints }
    var actions: [ExplorerAction] =
      switch state.screen {
      case .live: [.open, .search, .nextDisorder, .append]
      case .aggregates: [.open, .search, .sort, .append]
      case .history: [.nextPane, .search, .nextDisorder, .append]
      case .stream: [.open, .filter, .goTo, .search, .nextDisorder, .append]
      case .skew: [.open, .step, .nextDisorder, .search]
      case .readModel: [.open, .search, .nextDisorder, .sort, .nextReader, .rebuild]
      case .architectures: []
      }
    if state.canMove { actions.append(.pause) }
    if state.canMove || state.screen == .readModel { actions.append(.parameters) }
    if state.screen == .live, !state.stream.isFollowing { actions.insert(.last, at: 0) }
    if state.screen == .stream, !state.browser.rows.isFollowing { actions.insert(.last, at: 0) }
    if state.screen == .skew, !state.skew.list.isFollowing { actions.insert(.last, at: 0) }
    if state.screen == .live || state.screen == .skew { actions.append(.nextPane) }
    actions += [.palette, .leave, .export]
    let hints = actions.compactMap { action -> (String, String)? in
      guard state.obstacle(to: action) == nil, let key = state.keys.keys(of: action).first,
        let word = action.keyLineWord
      else { return nil }
      if action == .nextDisorder, state.screen == .readModel { return (key.name, "wrong") }
      return (key.name, word == "back" && state.trail.isEmpty ? "quit" : word)
    }
    return [(moveKeys, "move")] + hints
  }
}

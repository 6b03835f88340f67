import TerminalScreen

/// The keys and what they do on this screen, made from the key map; what has no use here comes last, with
/// the reason.
struct HelpView {
  private let first: Int
  private let lines: [Line]
  private let panel: PanelView

  /// How wide the keys' column is, where there is room.
  private static let keysWidth = 16

  /// A line of the help.
  private struct Line {
    var keys = ""
    var words: String
    var kind: Kind

    enum Kind: Hashable {
      /// What keys do.
      case action
      /// What keys do elsewhere.
      case useless
      /// Why what follows has no use here.
      case obstacle
      /// What a role is for, in its own look.
      case role(Style.Role)
    }
  }

  init(state: ExplorerState, layout: FrameLayout, page: HelpPage) {
    let over = page.content == .keys ? page.under.first : nil
    let name = over != nil ? "Keys here" : page.content == .keys ? "Keys" : "Actions"
    func panel(_ title: String, rows: Int) -> PanelView {
      PanelView(
        title: title, columns: page.content == .keys ? 74 : 90, rows: rows, layout: layout)
    }
    let columns = panel("", rows: 1).inside.size.columns
    let lines =
      over.map { Self.lines(state, over: $0, columns: columns) }
      ?? (page.content == .keys
        ? Self.lines(state, columns: columns) : Self.actionLines(state, columns: columns))
    let room = panel("", rows: lines.count + 1).inside.size.rows
    self.lines = lines
    furthestTop = max(0, lines.count - room)
    first = min(page.top, furthestTop)
    let place = "\(first + 1)–\(first + room) / \(lines.count)"
    self.panel = panel(furthestTop == 0 ? name : "\(name) \(place)", rows: lines.count + 1)
  }

  /// The first line that is shown when the last one is in view.
  let furthestTop: Int

  func draw(into grid: inout Grid) {
    panel.draw(into: &grid)
    let inside = panel.inside
    let keysWidth = Self.keysWidth(in: inside.size.columns)
    for (offset, line) in lines.dropFirst(first).prefix(inside.size.rows).enumerated() {
      let row = inside.row + offset
      if line.kind == .obstacle {
        grid.write(line.words, row: row, column: inside.column, style: Style(.heading))
        continue
      }
      if case .role(let role) = line.kind {
        grid.write(line.keys, row: row, column: inside.column, style: Style(role))
      } else {
        grid.write(
          line.keys.fitted(to: keysWidth), row: row, column: inside.column,
          style: line.kind == .action ? Style(.key, bold: true) : Style(.quiet))
      }
      grid.write(
        line.words, row: row, column: inside.column + keysWidth + 1,
        style: Style(line.kind == .action ? .normal : .quiet))
    }
  }

  private static func keysWidth(in columns: Int) -> Int { min(keysWidth, columns / 2) }

  /// Every action, by the name that the palette and a config file know it by.
  private static func actionLines(_ state: ExplorerState, columns: Int) -> [Line] {
    let keysWidth = keysWidth(in: columns)
    let hasNames = columns >= 60
    let actions = ExplorerAction.allCases.flatMap { action in
      let keys = state.keys.keys(of: action).map(\.name).joined(separator: " ")
      let name = hasNames ? action.rawValue.fitted(to: 18) : action.rawValue + ": "
      return Self.lines(
        keys: keys.isEmpty ? "–" : keys, keysWidth: keysWidth, words: name + action.words,
        hanging: hasNames ? 18 : 0, columns: columns, kind: keys.isEmpty ? .useless : .action)
    }
    let roles = Style.Role.allCases.flatMap { role in
      lines(
        keys: role.name, keysWidth: keysWidth, words: role.words, columns: columns,
        kind: .role(role))
    }
    return actions + [Line(words: "COLORS, BY ROLE", kind: .obstacle)] + roles
  }

  /// The lines of an action; where its words go on they go on under each other.
  private static func lines(
    keys: String, keysWidth: Int, words: String, hanging: Int = 0, columns: Int, kind: Line.Kind
  ) -> [Line] {
    let names = keys.wrapped(to: keysWidth)
    let room = columns - keysWidth - 1 - hanging
    let head = String(words.prefix(hanging))
    let own = String(words.dropFirst(hanging)).wrapped(to: room)
    return (0..<max(names.count, own.count)).map { place in
      Line(
        keys: names.dropFirst(place).first ?? "",
        words: (place == 0 ? head : String(repeating: " ", count: hanging))
          + (own.dropFirst(place).first ?? ""),
        kind: kind)
    }
  }

  /// The keys of what the help stands over, and those that mean the same everywhere.
  private static func lines(
    _ state: ExplorerState, over overlay: Overlay, columns: Int
  ) -> [Line] {
    let keysWidth = keysWidth(in: columns)
    let own = state.keys(of: overlay).map { ($0.keys, $0.words) }
    let everywhere = [ExplorerAction.cancel, .help, .redraw, .suspend].map { action in
      let keys = state.keys.keys(of: action).filter { key in
        if case .character = key { !overlay.takesText } else { true }
      }
      let words = action == .help ? "these keys" : action.words
      return (keys.map(\.name).joined(separator: " "), words)
    }
    return (own + everywhere.filter { !$0.0.isEmpty }).flatMap { keys, words in
      lines(keys: keys, keysWidth: keysWidth, words: words, columns: columns, kind: .action)
    }
  }

  private static func lines(_ state: ExplorerState, columns: Int) -> [Line] {
    var lines: [Line] = []
    var useless: [(obstacle: String, lines: [Line])] = []
    let keysWidth = keysWidth(in: columns)
    for action in ExplorerAction.allCases {
      let keys = state.keys.keys(of: action).map(\.name).joined(separator: " ")
      guard !keys.isEmpty else { continue }
      let obstacle = state.obstacle(to: action)
      let kind: Line.Kind = obstacle == nil ? .action : .useless
      let own = Self.lines(
        keys: keys, keysWidth: keysWidth, words: action.words, columns: columns, kind: kind)
      guard let obstacle else {
        lines += own
        continue
      }
      if let place = useless.firstIndex(where: { $0.obstacle == obstacle }) {
        useless[place].lines += own
      } else {
        useless.append((obstacle, own))
      }
    }
    if !useless.isEmpty { lines.append(Line(words: "NO USE HERE", kind: .obstacle)) }
    for (obstacle, own) in useless {
      lines += obstacle.wrapped(to: columns).map { Line(words: $0, kind: .obstacle) } + own
    }
    return lines
  }
}

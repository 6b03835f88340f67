import TerminalScreen

extension Style.Role {
  /// What it is for, in a few words.
  var words: String {
    switch self {
    case .normal: "ordinary text"
    case .quiet: "what may be overlooked"
    case .line: "lines of boxes and between panes"
    case .heading: "headings and names"
    case .key: "keys"
    case .accent: "panels, and what is being changed"
    case .good: "all is well"
    case .warning: "to be watched: late, out of order"
    case .bad: "wrong: missed, a conflict, an error"
    case .match: "a match of a search"
    case .jsonName: "JSON: a member's name"
    case .jsonString: "JSON: a string"
    case .jsonNumber: "JSON: a number"
    case .jsonLiteral: "JSON: true, false, null"
    case .bar: "the bar at the top"
    case .tab: "the active one of the tabs"
    case .selected: "the selected row"
    }
  }
}

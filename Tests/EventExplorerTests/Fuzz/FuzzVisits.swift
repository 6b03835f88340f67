import TerminalScreen

@testable import EventExplorer

/// How often each place of the explorer was come to: a fuzz that never sees a form says nothing of it.
struct FuzzVisits {
  private(set) var counts: [String: Int] = [:]

  /// Every place that there is.
  static let places: [String] =
    [
      "too small", "live", "live, its pane", "aggregates", "history", "history, the event",
      "stream", "stream, filtered", "skew", "skew, other panels", "read model",
      "read model, what an account lacks", "architectures", "architectures, results",
      "architectures, under way", "scenario",
    ]
    + [
      "help", "palette", "palette, a value", "parameters", "parameters, a value", "menu", "search",
      "filter", "go to", "a value", "export", "export, writing", "summary", "appended",
    ] + ["writing", "review", "sending", "conflict"].map { "form, \($0)" }

  /// Those that nobody has come to.
  var missing: [String] { Self.places.filter { counts[$0] == nil } }

  mutating func note(_ state: ExplorerState) {
    guard state.layout.fits else { return count("too small") }
    count(Self.screen(state))
    if state.player != nil { count("scenario") }
    if let overlay = state.overlay { count(Self.name(of: overlay, state)) }
  }

  mutating func add(_ other: FuzzVisits) {
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  private mutating func count(_ place: String) { counts[place, default: 0] += 1 }

  private static func screen(_ state: ExplorerState) -> String {
    switch state.screen {
    case .live: state.showsPane ? "live, its pane" : "live"
    case .aggregates: "aggregates"
    case .history: state.history?.focus == .details ? "history, the event" : "history"
    case .stream: state.browser.isFiltered ? "stream, filtered" : "stream"
    case .skew: state.skew.firstPanel > 0 ? "skew, other panels" : "skew"
    case .readModel:
      state.readModel.pane == nil ? "read model" : "read model, what an account lacks"
    case .architectures:
      if state.laboratory.underWay != nil {
        "architectures, under way"
      } else {
        state.laboratory.results == nil ? "architectures" : "architectures, results"
      }
    }
  }

  private static func name(of overlay: Overlay, _ state: ExplorerState) -> String {
    switch overlay {
    case .help: "help"
    case .palette(let palette): palette.field.text.contains(" ") ? "palette, a value" : "palette"
    case .parameters(let panel): panel.field == nil ? "parameters" : "parameters, a value"
    case .menu: "menu"
    case .form:
      switch state.draft.phase {
      case .writing: "form, writing"
      case .review: "form, review"
      case .sending: "form, sending"
      case .conflict: "form, conflict"
      }
    case .search: "search"
    case .filter: "filter"
    case .goTo: "go to"
    case .value: "a value"
    case .export(let prompt): prompt.isWriting ? "export, writing" : "export"
    case .summary: "summary"
    case .appended: "appended"
    }
  }
}

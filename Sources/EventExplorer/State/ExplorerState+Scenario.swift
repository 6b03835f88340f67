import Scenarios
import TerminalScreen

// A scenario on the screen: it follows the store's time, and every key does what it always does.
extension ExplorerState {
  /// The frame's parts on this screen.
  var layout: FrameLayout {
    FrameLayout(size: size, bandRows: player == nil ? 0 : FrameLayout.bandRows(in: size))
  }

  /// Lets the scenario follow the store's time.
  mutating func followScenario() {
    guard var player else { return }
    let due = player.follow(status)
    self.player = player
    for action in due {
      switch action {
      case .screen(let number):
        // Not from under what is being written.
        if overlay == nil, let screen = Screen(rawValue: number) { show(screen) }
      case .end: ask(.figures)
      case .change, .caption, .pause: break
      }
    }
  }

  /// Shows what was seen of the scenario, unless something else is open.
  mutating func take(_ figures: ScenarioFigures) {
    player?.figures = figures
    guard overlay == nil else {
      return say("the scenario has ended: \(summaryWords)")
    }
    overlay = .summary(top: 0)
  }

  /// How the summary is shown.
  var summaryWords: String { ":\(ExplorerAction.summary.rawValue) shows what was seen" }

  /// Why there is no summary; nil if there is one.
  var obstacleToSummary: String? {
    guard let player else { return "no scenario plays: cqrs demo --list names them" }
    guard player.hasEnded else { return "the scenario has not ended yet" }
    return player.figures == nil ? "what was seen is being counted" : nil
  }

  /// Takes a key of the summary.
  mutating func handleSummary(top: Int, _ key: Key) {
    guard let top = scrolled(from: top, by: key) else { return overlay = nil }
    scrollSummary(to: top)
  }

  /// Shows the summary from a line on, or its last ones.
  mutating func scrollSummary(to top: Int) {
    guard let player else { return overlay = nil }
    let view = SummaryView(player: player, layout: layout, top: 0)
    overlay = .summary(top: min(max(0, top), view.furthestTop))
  }
}

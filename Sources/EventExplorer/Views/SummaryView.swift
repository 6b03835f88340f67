import EventSourcing
import Scenarios
import TerminalScreen

/// What was seen of a scenario, and whether it has shown what it claims.
struct SummaryView {
  private let panel: ScrolledPanel

  /// The first line that is shown when the last one is in view.
  var furthestTop: Int { panel.furthestTop }

  private typealias Line = ScrolledPanel.Line

  init(player: ScenarioPlayer, layout: FrameLayout, top: Int) {
    panel = ScrolledPanel(
      title: "What was seen: \(player.scenario.title)", lines: Self.lines(player), figureWidth: 9,
      layout: layout, top: top)
  }

  func draw(into grid: inout Grid) { panel.draw(into: &grid) }

  private static func lines(_ player: ScenarioPlayer) -> [Line] {
    guard let figures = player.figures else { return [Line(words: "counting …", role: .quiet)] }
    let empty = [Line(words: "")]
    let parts = [
      expectations(player.scenario.expectations, figures), readers(figures), counted(figures),
    ]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: empty))
  }

  /// The figures that every run has, and those of this architecture's.
  private static let shown: [ScenarioFigure] = [
    .events, .unseen, .inversions, .late, .displacement, .reordered, .gaps, .lag, .backlog,
    .refused, .throttled,
  ]

  private static func counted(_ figures: ScenarioFigures) -> [Line] {
    let heading = Line(figure: "COUNTED", words: "IN ALL", role: .heading, isBold: true)
    return [heading]
      + shown.compactMap { figure in
        figures[figure].map { Line(figure: text($0, figure.unit), words: figure.words) }
      }
  }

  private static func readers(_ figures: ScenarioFigures) -> [Line] {
    guard !figures.readers.isEmpty else { return [] }
    let heading = Line(figure: "MISSED", words: "BY READER", role: .heading, isBold: true)
    return [heading]
      + figures.readers.map { reader in
        Line(
          figure: Shown.count(reader.missed),
          words: "\(reader.strategy.rawValue), of "
            + Shown.count(reader.delivered + reader.missed, "event"),
          role: reader.missed > 0 ? .bad : .normal)
      }
  }

  private static func expectations(
    _ expectations: [ScenarioExpectation], _ figures: ScenarioFigures
  ) -> [Line] {
    guard !expectations.isEmpty else { return [] }
    let heading = Line(figure: "CLAIMED", words: "AND SEEN", role: .heading, isBold: true)
    return [heading]
      + expectations.map { expectation in
        let holds = expectation.holds(in: figures)
        let figure = expectation.figure
        let seen = figures[figure].map { text($0, figure.unit) } ?? "there is none"
        return Line(
          figure: holds ? "✓" : "✗",
          words: expectation.text + (holds ? ": " : ", but it is ") + seen,
          role: holds ? .good : .bad)
      }
  }

  private static func text(_ number: Int64, _ unit: ScenarioFigure.Unit) -> String {
    switch unit {
    case .count: Shown.count(number)
    case .time: Shown.length(number)
    case .percent: "\(number)%"
    }
  }
}

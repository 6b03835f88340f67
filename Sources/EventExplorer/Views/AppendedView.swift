import EventSourcing
import TerminalScreen

/// What was appended here, the newest first, and what each reader made of it.
struct AppendedView {
  private let panel: ScrolledPanel

  /// The first line that is shown when the last one is in view.
  var furthestTop: Int { panel.furthestTop }

  private typealias Line = ScrolledPanel.Line

  init(_ appends: [FollowedAppend], layout: FrameLayout, top: Int) {
    let lines = appends.reversed().map(Self.lines).joined(separator: [Line(words: "")])
    panel = ScrolledPanel(
      title: "Appended here", lines: Array(lines), figureWidth: 12, alignsRight: false,
      layout: layout, top: top)
  }

  func draw(into grid: inout Grid) { panel.draw(into: &grid) }

  private static func lines(_ append: FollowedAppend) -> [Line] {
    var lines: [Line] = []
    for recorded in append.recorded {
      let event = recorded.event
      lines.append(
        Line(
          figure: "version \(event.aggregateVersion)",
          words: "\(event.eventType) of \(event.aggregateID)", role: .heading, isBold: true))
      lines.append(Line(words: "\(event.eventID)", role: .quiet))
    }
    if let last = append.recorded.last {
      lines.append(
        Line(figure: "stored", words: Shown.timeOfDay(last.committedAt, hundredths: true)))
    }
    lines.append(
      append.visibleAfter.map { Line(figure: "visible", words: "after \(Shown.length($0))") }
        ?? Line(figure: "visible", words: "not yet", role: .quiet))
    return lines + append.readers.map { line($0, of: append.recorded.count) }
  }

  private static func line(_ reader: FollowedAppend.Reader, of count: Int) -> Line {
    let delivered = reader.deliveredAfter.map { "delivered after \(Shown.length($0))" }
    if reader.missed > 0 {
      let words =
        count == 1
        ? "missed: it had passed it, and never delivers it"
        : "missed \(reader.missed) of \(count): it had passed them, and never delivers them"
      return Line(figure: reader.strategy.rawValue, words: words, role: .bad)
    }
    guard reader.waiting > 0 else {
      return Line(figure: reader.strategy.rawValue, words: delivered ?? "", role: .good)
    }
    return Line(figure: reader.strategy.rawValue, words: "not yet", role: .quiet)
  }
}

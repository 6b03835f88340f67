import Scenarios
import TerminalScreen

/// What a scenario says to the audience: a band under the content, with how far it is.
struct ScenarioBand {
  let player: ScenarioPlayer
  let pauseKey: String
  let summaryWords: String
  let layout: FrameLayout

  func draw(into grid: inout Grid) {
    let band = layout.band
    guard !band.isEmpty else { return }
    drawRule(band, into: &grid)
    let room = band.size.rows - 1
    var lines = words.wrapped(to: max(1, band.size.columns - 3))
    if lines.count > room, room > 0 {
      lines = Array(lines.prefix(room))
      lines[room - 1] = (lines[room - 1] + " …").truncated(to: max(1, band.size.columns - 3))
    }
    for (offset, line) in lines.enumerated() {
      grid.write(
        line, row: band.row + 1 + offset, column: band.column + 2,
        style: Style(.normal, bold: true),
        limit: max(0, band.size.columns - 3))
    }
  }

  private var words: String {
    guard player.hasEnded else { return player.words }
    return "The scenario has ended; \(pauseKey) lets time go on without it. \(summaryWords)."
  }

  /// The line above the words: the title, and how far the scenario is.
  private func drawRule(_ band: Rect, into grid: inout Grid) {
    grid.drawHorizontalLine(
      row: band.row, column: band.column, columns: band.size.columns, style: Style(.accent))
    var end = band.column + band.size.columns - 1
    if player.isWaiting {
      let hint = " ‖ \(pauseKey) goes on "
      end -= hint.displayWidth
      if end > band.column {
        grid.write(
          hint, row: band.row, column: end, style: Style(.accent, bold: true, reversed: true))
      }
      end -= 1
    }
    let scenario = player.scenario
    let progress =
      " \(player.slide)/\(scenario.slides)  \(Self.clock(min(player.offset, scenario.length)))"
      + " of \(Self.clock(scenario.length)) "
    let title = " \(scenario.title) "
    if band.column + 2 + title.displayWidth + progress.count < end {
      grid.write(progress, row: band.row, column: end - progress.count, style: Style(.accent))
    }
    grid.write(
      title, row: band.row, column: band.column + 1, style: Style(.heading, bold: true),
      limit: max(0, end - band.column - 2))
  }

  /// A length of time as a clock shows it: `1:05`.
  private static func clock(_ microseconds: Int64) -> String {
    let seconds = microseconds / 1_000_000
    return "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
  }
}

import EventSourcing
import TerminalScreen

/// The panels of screen 4: inversions and readers, the writers' clocks, distances.
struct SkewPanelsView {
  let state: ExplorerState
  let layout: SkewLayout

  private typealias Panel = SkewLayout.Panel

  func draw(into grid: inout Grid) {
    let all = Panel.allCases
    for (place, slot) in layout.slots.enumerated() {
      switch all[(state.skew.firstPanel + place) % all.count] {
      case .inversions: drawInversions(slot, into: &grid)
      case .clocks: drawClocks(slot, into: &grid)
      case .distances: drawDistances(slot, into: &grid)
      }
    }
  }

  private func write(
    _ text: String, _ rect: Rect, _ line: Int, _ grid: inout Grid, _ style: Style = .normal,
    at offset: Int = 0
  ) {
    guard line < rect.size.rows else { return }
    grid.write(
      text, row: rect.row + line, column: rect.column + 1 + offset, style: style,
      limit: max(0, rect.size.columns - 1 - offset))
  }

  private func heading(_ text: String, _ rect: Rect, _ line: Int, _ grid: inout Grid) {
    write(text, rect, line, &grid, Style(.heading, bold: true))
  }

  /// Says something in as many lines as that takes.
  private func words(_ text: String, _ rect: Rect, _ line: Int, _ grid: inout Grid) {
    for (offset, part) in text.wrapped(to: max(1, rect.size.columns - 2)).enumerated() {
      write(part, rect, line + offset, &grid, Style(.quiet))
    }
  }

  // MARK: Inversions and readers

  private func drawInversions(_ rect: Rect, into grid: inout Grid) {
    let width = min(SkewFigures.seconds, max(1, rect.size.columns - 2))
    if let figures = state.skew.figures {
      let top = figures.inversions.suffix(width).compactMap(\.self).max()
      let period =
        figures.isMoving
        ? "\(width) s" : "to \(Shown.timeOfDay(figures.end, hundredths: false))"
      let now = figures.inversionsPerSecond.map(Shown.count) ?? "–"
      heading(
        "INVERSIONS/s \(now), \(period) up to \(top.map(Shown.count) ?? "–")", rect, 0, &grid)
      if figures.keepsOrder, top ?? 0 == 0 {
        write("the index keeps the order of commits", rect, 1, &grid, Style(.good))
      } else {
        write(Sparkline.text(figures.inversions, columns: width), rect, 1, &grid, Style(.accent))
      }
    } else {
      heading("INVERSIONS/s", rect, 0, &grid)
      write(noFigures, rect, 1, &grid, Style(.quiet))
    }
    drawReaders(rect, from: rect.size.rows >= 7 ? 3 : 2, into: &grid)
  }

  private var noFigures: String {
    state.skew.hasNoFigures ? "they can't be read" : "reading …"
  }

  private func drawReaders(_ rect: Rect, from line: Int, into grid: inout Grid) {
    let readers = state.status.readers
    guard rect.size.rows > line + 1 else { return }
    guard !readers.isEmpty else {
      let reason =
        state.subject.movesStream
        ? "no reader runs here" : "the explorer that moves the stream runs the readers"
      return words(reason, rect, line, &grid)
    }
    heading("READER      delivered  missed    late", rect, line, &grid)
    for (place, reader) in readers.enumerated() {
      let line = line + 1 + place
      func figure(_ number: Int64, _ columns: Int, at offset: Int, _ role: Style.Role) {
        let style = Style(number > 0 ? role : .normal, bold: number > 0 && role == .bad)
        // A number that is too long has its thousands together: it must not touch the one before it.
        let apart = Shown.count(number)
        let text = (apart.count < columns ? apart : String(number))
          .fitted(to: columns, alignedRight: true)
        write(text, rect, line, &grid, style, at: offset)
      }
      write(reader.strategy.rawValue.fitted(to: 12), rect, line, &grid)
      figure(reader.delivered, 9, at: 12, .normal)
      figure(reader.missed, 8, at: 21, .bad)
      figure(reader.outOfOrder, 8, at: 29, .warning)
    }
  }

  // MARK: Clocks

  private func drawClocks(_ rect: Rect, into grid: inout Grid) {
    let clocks = state.status.writerClocks
    heading("WRITERS' CLOCKS", rect, 0, &grid)
    guard !clocks.isEmpty else {
      return words(
        "no writers run here: the demo's have clocks that are ahead of the true time or behind it",
        rect, 1, &grid)
    }
    let room = rect.size.rows - 1
    let shown = clocks.count > room ? max(1, room - 1) : clocks.count
    let dial = rect.size.columns - 1 - Self.clockColumns
    if dial >= 17 {
      let side = (dial - 1) / 2
      write("behind", rect, 0, &grid, Style(.quiet), at: Self.clockColumns + side - 8)
      write("│ ahead", rect, 0, &grid, Style(.quiet), at: Self.clockColumns + side)
    }
    let greatest = clocks.map(\.offsetMicroseconds.magnitude).max() ?? 0
    for (place, clock) in clocks.prefix(shown).enumerated() {
      draw(clock, rect, 1 + place, dial, greatest, into: &grid)
    }
    guard shown < clocks.count else { return }
    let offsets = clocks.dropFirst(shown).map(\.offsetMicroseconds)
    let range = [offsets.min() ?? 0, offsets.max() ?? 0].map(Self.signed).joined(separator: " to ")
    write("\(offsets.count) more, \(range)", rect, 1 + shown, &grid, Style(.quiet))
  }

  /// The columns of a writer's name and offset.
  private static let clockColumns = 19

  private func draw(
    _ clock: WriterClockStatus, _ rect: Rect, _ line: Int, _ dial: Int, _ greatest: UInt64,
    into grid: inout Grid
  ) {
    let offset = clock.offsetMicroseconds
    write("writer \(clock.number)".fitted(to: 10), rect, line, &grid)
    write(Self.signed(offset).fitted(to: 8, alignedRight: true), rect, line, &grid, at: 10)
    let side = (dial - 1) / 2
    guard side >= 3 else { return }
    let middle = Self.clockColumns + side
    // The hand is at least its tip, unless the clock is right.
    let share = Double(offset.magnitude) / Double(max(1, greatest))
    let length = offset == 0 ? 0 : max(1, Int((share * Double(side)).rounded()))
    let shaft = String(repeating: "─", count: max(0, length - 1))
    write("│", rect, line, &grid, Style(.quiet), at: middle)
    guard length > 0 else { return }
    let style = Style(offset > 0 ? .accent : .warning, bold: true)
    if offset > 0 {
      write(shaft + "▶", rect, line, &grid, style, at: middle + 1)
    } else {
      write("◀" + shaft, rect, line, &grid, style, at: middle - length)
    }
  }

  private static func signed(_ microseconds: Int64) -> String {
    (microseconds > 0 ? "+" : "") + Shown.length(microseconds)
  }

  // MARK: Distances

  private func drawDistances(_ rect: Rect, into grid: inout Grid) {
    guard let figures = state.skew.figures else {
      heading("DISTANCES", rect, 0, &grid)
      return write(noFigures, rect, 1, &grid, Style(.quiet))
    }
    let inPlace = Shown.count(Int64(figures.inPlace))
    heading(
      "DISTANCES: \(inPlace) of \(Shown.count(figures.events, "event")) in place", rect, 0, &grid)
    let least = SkewFigures.leastDistances
    let lines = (least.count + 1) / 2
    let half = (rect.size.columns - 1) / 2
    let most = figures.distances.max() ?? 0
    for (place, count) in figures.distances.enumerated() {
      let line = 1 + place % lines
      let offset = place / lines * half
      let next = least.dropFirst(place + 1).first
      let name = next.map { $0 - 1 == least[place] ? "\($0 - 1)" : "\(least[place])–\($0 - 1)" }
      write((name ?? "\(least[place])+").fitted(to: 7), rect, line, &grid, at: offset)
      let bar = max(0, half - 15)
      write(
        Sparkline.bar(count, of: most, columns: bar), rect, line, &grid, Style(.accent),
        at: offset + 8)
      write(
        Shown.count(Int64(count)).fitted(to: 6, alignedRight: true), rect, line, &grid,
        count == 0 ? Style(.quiet) : .normal, at: offset + 8 + bar)
    }
  }
}

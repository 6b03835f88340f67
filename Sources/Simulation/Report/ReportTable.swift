import Architectures
import EventSourcing

/// Reports side by side: a column an architecture, a row a figure, and what happened in plain words.
///
/// More architectures than fit beside each other stand in several blocks.
public struct ReportTable: Sendable {
  private let reports: [RunReport]
  /// The load in a line, with the options that are not the default.
  package let caption: String

  /// The columns of a figure's name.
  private static let labelColumns = 29
  /// The columns of a value, its mark included.
  private static let cellColumns = 14

  /// Creates a table.
  /// - Parameters:
  ///   - reports: What the architectures did, in the order of the columns.
  ///   - options: Options that are not the default, with their values as JSON.
  public init(_ reports: [RunReport], options: [(name: String, json: String)] = []) {
    self.reports = reports
    let others = options.filter { !["writers", "rate", "duration", "seed"].contains($0.name) }
    caption = Self.caption(reports, others)
  }

  private static func caption(
    _ reports: [RunReport], _ options: [(name: String, json: String)]
  ) -> String {
    guard let first = reports.first else { return "nothing was run" }
    let longest = reports.map(\.durationMicroseconds).max() ?? 0
    var words = "\(Decimal.short(thousandths: longest / 1_000)) s of virtual time, "
    words += first.writers == 1 ? "1 writer" : "\(Decimal.grouped(Int64(first.writers))) writers"
    words += ", \(Decimal.short(thousandths: first.eventsPerThousandSeconds)) events/s offered"
    words += ", seed \(first.seed)"
    for option in options { words += ", \(option.name) \(option.json)" }
    return words
  }

  /// The table's lines.
  public func lines(_ style: TextStyle) -> [String] {
    guard !reports.isEmpty else { return [caption] }
    let fitting = max(1, (style.columns - Self.labelColumns) / Self.cellColumns)
    let blocks = (reports.count + fitting - 1) / fitting
    let columns = (reports.count + blocks - 1) / blocks
    let rows = self.rows
    var lines = style.wrap(caption)
    for start in stride(from: 0, to: reports.count, by: columns) {
      let places = start..<min(start + columns, reports.count)
      lines.append("")
      lines += headings(places)
      for row in rows { lines.append(row.line(places, style)) }
    }
    if rows.contains(where: { row in row.cells.contains { $0.standing != nil } }) {
      lines += ["", "\(Standing.best.mark) best   \(Standing.worst.mark) worst"]
    }
    lines.append("")
    for report in reports {
      lines += style.wrap("\(report.architecture.rawValue): \(report.words)")
    }
    return lines
  }

  private func headings(_ places: Range<Int>) -> [String] {
    var (first, second, third) = ("", "", "")
    for report in reports[places] {
      let (begin, end) = report.architecture.brokenName
      first += begin.right(Self.cellColumns - 1) + " "
      second += end.right(Self.cellColumns - 1) + " "
      third += (report.isPartial ? "(partial)" : "").right(Self.cellColumns - 1) + " "
    }
    let isPartial = reports.contains(where: \.isPartial)
    return [first, second, isPartial ? third : nil].compactMap(\.self).map {
      (String(repeating: " ", count: Self.labelColumns) + $0).withoutEndingBlanks
    }
  }

  /// One figure of all reports.
  package struct Row: Hashable, Sendable {
    /// What it is, with its unit.
    package var label: String
    /// What each run has of it, in the order of the columns.
    package var cells: [Cell]

    /// A figure of one report.
    package struct Cell: Hashable, Sendable {
      /// The value as people read it; a hyphen where the run has none.
      package var text: String
      /// The value in millionths of the unit; nil where there is none, or it is no number.
      package var millionths: Int128?
      /// How it stands among the others.
      package var standing: Standing?
    }

    fileprivate func line(_ places: Range<Int>, _ style: TextStyle) -> String {
      var line = label.left(ReportTable.labelColumns)
      for cell in cells[places] {
        let text = cell.text.right(ReportTable.cellColumns - 1) + (cell.standing?.mark ?? " ")
        line += style.paint(text, cell.standing?.colour)
      }
      return line.withoutEndingBlanks
    }
  }

  /// The rows: the figures that a run has at least, but for those that are too fine for a table.
  package var rows: [Row] {
    let orders = Row(
      label: "order kept", cells: reports.map { Row.Cell(text: $0.globalOrder.rawValue) })
    return Figure.all.flatMap { figure -> [Row] in
      guard !Figure.tooFine.contains(figure.name), let row = row(figure) else { return [] }
      return figure.name == Figure.ofStream[0].name ? [orders, row] : [row]
    }
  }

  /// The row of a figure; nil where no run has it.
  private func row(_ figure: Figure) -> Row? {
    let values = reports.map(figure.millionths)
    guard values.contains(where: { $0 != nil }) else { return nil }
    let standings = Standing.among(values, figure.preference)
    let cells = reports.indices.map { place in
      Row.Cell(
        text: figure.text(reports[place]) ?? "-", millionths: values[place],
        standing: standings[place])
    }
    return Row(label: figure.label, cells: cells)
  }
}

extension ArchitectureName {
  /// The name on two lines, broken behind one of its hyphens.
  package var brokenName: (first: String, second: String) {
    let pair = "dual-table-"
    if rawValue.hasPrefix(pair) { return (pair, String(rawValue.dropFirst(pair.count))) }
    let first = rawValue.prefix { $0 != "-" } + "-"
    return (String(first), String(rawValue.dropFirst(first.count)))
  }
}

extension String {
  /// The text without the blanks at its end.
  var withoutEndingBlanks: String {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

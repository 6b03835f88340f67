/// Results of checks as lines for people.
public enum TheoryTable {
  /// The table's lines, by section.
  public static func lines(_ results: [TheoryResult], _ style: TextStyle) -> [String] {
    let columns: [(TheoryResult) -> String] = [
      \.check.name, \.expectedText, \.measuredText, \.errorText,
    ]
    let headings = ["", "theory", "laboratory", "sampling error"]
    let widths = zip(headings, columns).map { heading, column in
      ([heading] + results.map(column)).map(\.count).max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let texts = zip(cells, widths).enumerated().map { place, cell in
        place == 0 ? cell.0.left(cell.1) : cell.0.right(cell.1)
      }
      return "  " + texts.joined(separator: "  ")
    }
    var lines: [String] = []
    for section in TheorySection.allCases {
      let rows = results.filter { $0.check.section == section }
      guard !rows.isEmpty else { continue }
      lines += style.wrap(section.heading, indent: 0) + [line(headings).withoutEndingBlanks]
      for row in rows {
        let verdict = row.agrees ? "agrees" : "DIFFERS"
        lines.append(
          line(columns.map { $0(row) }) + "  "
            + style.paint(verdict, row.agrees ? .green : .red))
      }
      lines.append("")
    }
    let differing = results.count { !$0.agrees }
    lines.append(
      differing == 0
        ? "All \(results.count) agree." : "\(differing) of \(results.count) differ.")
    return lines
  }
}

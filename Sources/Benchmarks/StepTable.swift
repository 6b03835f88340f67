/// Steps of a walk through a program, measured several times, as a table for people.
struct StepTable {
  /// What one step took.
  struct Step {
    /// What was done.
    var name: String
    /// Milliseconds until the first byte came, and until all was shown.
    var first, done: Double
    /// Megabytes in use afterwards, and the most so far.
    var resident, most: Double
  }

  private var names: [String] = []
  private var steps: [String: [Step]] = [:]

  /// Takes the steps of one walk.
  mutating func take(_ walk: [Step]) {
    for step in walk {
      if steps[step.name] == nil { names.append(step.name) }
      steps[step.name, default: []].append(step)
    }
  }

  /// Prints a row a step, and the yardstick's before them.
  func printRows(_ what: String, yardstick: Double) {
    print("")
    print(
      "| \(Self.padded(what)) | feedback ms | done ms | slowest ms | times the yardstick "
        + "| MB resident | MB at most |")
    print(
      "| \(String(repeating: "-", count: 36)) | ----------: | ------: | ---------: "
        + "| ------------------: | ----------: | ---------: |")
    printRow("a shell that says a word (yardstick)", [yardstick, yardstick, yardstick, 1])
    for name in names {
      let steps = steps[name] ?? []
      let done = steps.map(\.done)
      printRow(
        name,
        [
          Figures.median(steps.map(\.first)), Figures.median(done), done.max() ?? 0,
          Figures.median(done) / yardstick, Figures.median(steps.map(\.resident)),
          steps.map(\.most).max() ?? 0,
        ])
    }
  }

  private func printRow(_ name: String, _ figures: [Double]) {
    var cells = figures.map(Figures.rounded)
    while cells.count < 6 { cells.append("") }
    print("| " + ([Self.padded(name)] + cells).joined(separator: " | ") + " |")
  }

  private static func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(0, 36 - name.count))
  }
}

import Architectures
import EventSourcing
import Simulation
import TerminalScreen

/// Screen 6: the architectures side by side, run in virtual time on the same load.
struct ArchitecturesScreen: ScreenContent {
  /// What of it is in view.
  enum Pane: Hashable, Sendable {
    /// The form, and how far the runs are.
    case load
    /// What each architecture did.
    case results
  }

  private(set) var pane = Pane.load
  var form = LoadForm()
  private(set) var underWay: RunsUnderWay?
  private(set) var results: RunResults?
  /// The chosen figure.
  private(set) var row = 0
  /// The chosen architecture.
  private(set) var column = 0
  /// The first figure in view.
  private(set) var top = 0
  /// The first architecture in view.
  private(set) var firstColumn = 0

  private var content = Rect(row: 0, column: 0, rows: 1, columns: 1)
  private var lastNumber = 0

  var title: String {
    pane == .load ? "architectures: the load" : "architectures: what each did"
  }

  /// No event and no aggregate is looked at here.
  var selection: Selection { Selection(nil) }

  mutating func nextRequests() -> [ExplorerRequest] { [] }

  /// Where the parts of the results stand.
  var matrix: MatrixLayout? {
    results.map {
      MatrixLayout(
        content, rows: $0.rows.count, columns: $0.reports.count, hasMarks: $0.hasMarks)
    }
  }

  /// The architecture whose column is chosen.
  var chosenArchitecture: ArchitectureName? {
    pane == .results ? results?.reports[column].architecture : nil
  }

  /// What is said of the chosen figure of the chosen architecture.
  var note: String {
    guard pane == .results, let results else { return "" }
    let cell = results.rows[row].cells[column]
    let standing =
      switch cell.standing {
      case .best: ", the best"
      case .worst: ", the worst"
      case nil: ""
      }
    return "\(results.reports[column].architecture.rawValue)  \(results.rows[row].label): "
      + "\(cell.text)\(standing)"
  }

  /// The command that makes the same runs: of the chosen architecture alone, or of all in the form.
  var command: String {
    guard let results, let architecture = chosenArchitecture else {
      return form.options.commandLine(form.architectures)
    }
    return results.options.commandLine(architecture)
  }

  // MARK: Moving

  mutating func layOut(_ layout: FrameLayout) {
    content = layout.content
    settle()
  }

  mutating func move(_ motion: Motion) {
    guard pane == .results, let results, let matrix else { return form.move(motion) }
    let last = results.rows.count - 1
    switch motion {
    case .rows(let rows): row += rows
    case .pages(let pages): row += pages * max(1, matrix.rows.size.rows - 1)
    case .first: row = 0
    case .last: row = last
    }
    settle()
  }

  /// Goes to another column, or changes the entry of the form.
  mutating func moveColumn(by columns: Int) {
    guard pane == .results, results != nil else { return form.change(up: columns > 0) }
    column += columns
    settle()
  }

  /// Shows the other pane.
  mutating func switchPane() {
    pane = pane == .load && results != nil ? .results : .load
    settle()
  }

  /// Keeps the chosen figure and architecture among those that there are, and in view.
  private mutating func settle() {
    guard let results, let matrix else { return }
    row = min(max(0, row), results.rows.count - 1)
    column = min(max(0, column), results.reports.count - 1)
    func start(_ first: Int, _ chosen: Int, room: Int, of count: Int) -> Int {
      let lowest = max(0, chosen - room + 1)
      return min(max(min(max(first, lowest), chosen), 0), max(0, count - room))
    }
    top = start(top, row, room: max(1, matrix.rows.size.rows), of: results.rows.count)
    firstColumn = start(firstColumn, column, room: matrix.fitting, of: results.reports.count)
  }

  /// Chooses what stands at a place of the screen.
  /// - Returns: Whether it is something that can be opened.
  mutating func select(row: Int, column: Int) -> Bool {
    guard pane == .results, let results, let matrix else {
      let layout = LoadLayout(content, selected: form.selected)
      guard let entry = layout.entry(atRow: row, column: column) else { return false }
      form.select(entry)
      return true
    }
    if matrix.chart.contains(row: row, column: column) {
      let place = row - matrix.chart.row - 1
      guard results.reports.indices.contains(place) else { return false }
      self.column = place
      settle()
      return true
    }
    let cell = matrix.cell(atColumn: column).map { $0 + firstColumn }
    if matrix.rows.contains(row: row, column: column) {
      self.row = top + row - matrix.rows.row
      if let cell { self.column = cell }
      settle()
      return cell != nil
    }
    guard matrix.headings.contains(row: row, column: column), let cell else { return false }
    self.column = cell
    settle()
    return true
  }

  // MARK: Runs

  /// Starts the runs of the form.
  /// - Returns: The requests that this takes.
  /// - Throws: `InvalidParameter` if the load can't be run.
  mutating func run() throws(InvalidParameter) -> [ExplorerRequest] {
    _ = try Experiment(form.options).points()
    lastNumber += 1
    let runs = form.architectures.map { LaboratoryRun(architecture: $0, options: form.options) }
    underWay = RunsUnderWay(number: lastNumber, runs: runs)
    pane = .load
    form.select(.run)
    return [.laboratory(.run(number: lastNumber, runs))]
  }

  var cancelWords: String { "cancelling …" }
  var isRunning: Bool { underWay.map { !$0.isCancelled } ?? false }

  mutating func cancel() -> [ExplorerRequest]? {
    guard let underWay, !underWay.isCancelled else { return nil }
    self.underWay?.isCancelled = true
    return [.laboratory(.cancel(number: underWay.number))]
  }

  mutating func take(_ answer: LaboratoryAnswer) {
    switch answer {
    case .progress(let number, let millionths):
      if underWay?.number == number { underWay?.take(millionths) }
    case .report(let number, let place, let report):
      if underWay?.number == number { underWay?.take(report, at: place) }
    case .ended: break
    }
  }

  /// Ends runs.
  /// - Parameters:
  ///   - number: Their number.
  ///   - showing: Whether what they did comes into view.
  /// - Returns: Whether they were under way.
  mutating func end(_ number: Int, showing: Bool) -> Bool {
    guard let ended = underWay, ended.number == number else { return false }
    underWay = nil
    guard let new = RunResults(of: ended) else { return true }
    // The same figure stays chosen, though it may stand elsewhere now.
    let label = results?.rows[row].label
    let architecture = results?.reports[column].architecture
    results = new
    row = new.rows.firstIndex { $0.label == label } ?? 0
    column = new.reports.firstIndex { $0.architecture == architecture } ?? 0
    if showing { pane = .results }
    settle()
    return true
  }
}

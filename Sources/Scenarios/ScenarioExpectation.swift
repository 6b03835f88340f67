/// Something that a scenario claims to show: a figure, compared with a number.
public struct ScenarioExpectation: Hashable, Sendable {
  /// How the figure is compared.
  public enum Comparison: String, CaseIterable, Hashable, Sendable {
    case less = "<"
    case atMost = "<="
    case equal = "="
    case atLeast = ">="
    case greater = ">"

    /// Whether two numbers compare so.
    func holds(_ left: Int64, _ right: Int64) -> Bool {
      switch self {
      case .less: left < right
      case .atMost: left <= right
      case .equal: left == right
      case .atLeast: left >= right
      case .greater: left > right
      }
    }
  }

  /// The figure.
  public var figure: ScenarioFigure
  /// How it is compared.
  public var comparison: Comparison
  /// With what, in the figure's unit.
  public var value: Int64

  /// Creates an expectation.
  public init(_ figure: ScenarioFigure, _ comparison: Comparison, _ value: Int64) {
    self.figure = figure
    self.comparison = comparison
    self.value = value
  }

  /// Whether it holds; a figure that there is not fulfils nothing.
  public func holds(in figures: ScenarioFigures) -> Bool {
    figures[figure].map { comparison.holds($0, value) } ?? false
  }

  /// The expectation as a scenario has it.
  public var text: String {
    "\(figure.rawValue) \(comparison.rawValue) \(figure.unit.text(value))"
  }
}

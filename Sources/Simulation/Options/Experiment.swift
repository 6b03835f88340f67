import EventSourcing

/// What is to be run: options, some of them with a row of values, of which every combination is a run.
///
///     var experiment = Experiment()
///     try experiment.set(.named("rate"), to: "500..1500:500")
///     for point in try experiment.points() { … }
public struct Experiment: Sendable {
  /// The options of every run, but for what is swept.
  public var options: SimulationOptions
  /// What is swept, in the order in which it was set.
  public private(set) var sweeps: [Sweep] = []

  /// A parameter with a row of values.
  public struct Sweep: Sendable {
    /// The parameter.
    public let parameter: SimulationParameter
    /// Its values, ascending.
    let values: SweptRange
  }

  /// One run of an experiment.
  public struct Point: Sendable {
    /// The options.
    public var options: SimulationOptions
    /// The parameters that are swept.
    public var swept: [SimulationParameter] = []
  }

  /// The most runs of an architecture that one experiment has.
  public static let mostPoints = 10_000

  /// Creates the experiment of one run with the defaults.
  public init(_ options: SimulationOptions = SimulationOptions()) {
    self.options = options
  }

  /// Sets a parameter to a value, or to a row of them (`from..to:step`); what it was set to before is
  /// forgotten.
  /// - Parameters:
  ///   - parameter: The parameter.
  ///   - text: Its value or values.
  ///   - label: What whoever gave it calls the parameter; nil: its name.
  /// - Throws: `InvalidParameter` if the text is none of its values.
  public mutating func set(
    _ parameter: SimulationParameter, to text: String, called label: String? = nil
  ) throws(InvalidParameter) {
    sweeps.removeAll { $0.parameter.name == parameter.name }
    let label = label ?? parameter.name
    guard text.contains("..") else {
      parameter.write(&options, try parameter.value(text, of: label))
      return
    }
    let values = try SweptRange(text, of: parameter, called: label)
    parameter.write(&options, .number(values.first))
    sweeps.append(Sweep(parameter: parameter, values: values))
  }

  /// Every combination of the swept values; the first parameter's change slowest.
  /// - Throws: `InvalidParameter` if there are too many, or one of them can't be run.
  public func points() throws(InvalidParameter) -> [Point] {
    var points = [Point(options: options)]
    for sweep in sweeps {
      guard sweep.values.count <= Int128(Self.mostPoints / points.count) else {
        throw .tooManyPoints(most: Self.mostPoints)
      }
      points = points.flatMap { point in
        sweep.values.numbers.map { number in
          var next = point
          sweep.parameter.write(&next.options, .number(number))
          next.swept.append(sweep.parameter)
          return next
        }
      }
    }
    for point in points {
      if let contradiction = point.options.contradiction { throw .contradiction(contradiction) }
    }
    return points
  }
}

extension Experiment.Point {
  /// The options to name in a report: those that are not the default, and the swept ones always; each with
  /// its value as JSON.
  public var namedOptions: [(name: String, json: String)] {
    var named: [(name: String, json: String)] = []
    for parameter in SimulationParameter.all {
      let isSwept = swept.contains { $0.name == parameter.name }
      guard isSwept || !parameter.isDefault(in: options) else { continue }
      named.append(
        (parameter.option ?? parameter.name, parameter.form.json(parameter.read(options))))
    }
    if options.readers != SimulationOptions().readers {
      let names = options.readers.map { "\"\($0.rawValue)\"" }
      named.append(("reader", "[" + names.joined(separator: ",") + "]"))
    }
    return named
  }
}

import EventSourcing

/// One thing that a run is made with, by the name that the command line and files of parameters know it by.
///
///     var options = SimulationOptions()
///     try SimulationParameter.named("table.partitions").set("8", in: &options)
public struct SimulationParameter: Sendable {
  /// Its name, such as `index.lag`.
  public let name: String
  /// The option of the command line that sets it too, without its dashes; nil: there is none.
  public let option: String?
  /// The unit in which its value is written; empty for what has none.
  public let unit: String
  /// Which values it takes.
  public let form: ParameterForm
  /// What it is, in a few words.
  public let meaning: String
  /// Where its default comes from: a page of AWS's documentation, a published measurement, or an
  /// assumption.
  public let source: String

  /// Gives its value in options.
  let read: @Sendable (SimulationOptions) -> ParameterValue
  /// Puts a value of its form into options.
  let write: @Sendable (inout SimulationOptions, ParameterValue) -> Void

  /// Its value in options, as text.
  public func text(in options: SimulationOptions) -> String { form.text(read(options)) }

  /// Its default, as text.
  public var defaultText: String { text(in: SimulationOptions()) }

  /// Whether its value in options is the default.
  func isDefault(in options: SimulationOptions) -> Bool {
    read(options) == read(SimulationOptions())
  }

  /// Sets it in options.
  /// - Parameters:
  ///   - text: The value.
  ///   - options: The options.
  ///   - label: What whoever gave it calls the parameter; nil: its name.
  /// - Throws: `InvalidParameter` if the text is none of its values.
  public func set(
    _ text: String, in options: inout SimulationOptions, called label: String? = nil
  ) throws(InvalidParameter) {
    write(&options, try value(text, of: label ?? name))
  }

  /// Reads a value that lies in its range.
  /// - Parameters:
  ///   - text: The value.
  ///   - label: What whoever gave it calls the parameter.
  /// - Returns: The value.
  /// - Throws: `InvalidParameter` if it is none, or lies outside.
  func value(_ text: String, of label: String) throws(InvalidParameter) -> ParameterValue {
    guard let value = form.read(text) else {
      guard !form.isCurveOutOfRange(text) else {
        throw .outOfRange(name: label, text: text, range: form.rangeText, unit: "")
      }
      throw .malformed(name: label, text: text, wanted: form.wanted)
    }
    if case .number(let number) = value, case .number(_, let range) = form,
      !range.contains(number)
    {
      throw .outOfRange(name: label, text: text, range: form.rangeText, unit: unit)
    }
    return value
  }
}

extension SimulationParameter {
  /// Every parameter, in the order in which they are listed.
  public static let all: [SimulationParameter] =
    ofLoad + ofTable + ofIndex + ofTransactions + ofStream + ofFunction + ofQueue + ofDatabase
    + ofLedger + ofReaders + ofBackOff + ofFaults

  /// Finds a parameter by its name, or by the option that sets it.
  /// - Throws: `InvalidParameter` with the nearest name, if there is none of this one.
  public static func named(_ name: String) throws(InvalidParameter) -> SimulationParameter {
    if let parameter = all.first(where: { $0.name == name }) { return parameter }
    if let parameter = all.first(where: { $0.option == name }) { return parameter }
    let names = all.map(\.name) + all.compactMap(\.option)
    throw .unknown(name, nearest: EditDistance.nearest(to: name, among: names))
  }
}

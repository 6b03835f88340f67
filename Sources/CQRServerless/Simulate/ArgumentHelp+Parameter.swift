import ArgumentParser
import Simulation

extension ArgumentHelp {
  /// What a parameter of the simulation is, its range and its default.
  static func parameter(_ option: String) -> ArgumentHelp {
    guard let parameter = try? SimulationParameter.named(option) else { return "" }
    guard parameter.form != .flag else { return ArgumentHelp(stringLiteral: parameter.meaning) }
    return ArgumentHelp(
      "\(parameter.meaning) (\(parameter.form.rangeText); default: \(parameter.defaultText))",
      valueName: parameter.unit.isEmpty ? "number" : parameter.unit)
  }
}

import Simulation

/// A parameter of the load that the architectures are run on, by its name in the simulation.
enum LoadParameter: String, CaseIterable, Hashable, Sendable {
  case rate, writers, duration
  case clockSkew = "clock-skew"
  case shards, aggregates, poll, seed

  /// What the form calls it, with its unit.
  var name: String {
    switch self {
    case .rate: "rate, events/s"
    case .writers: "writers"
    case .duration: "virtual time, s"
    case .clockSkew: "clock skew, ms"
    case .shards: "index shards"
    case .aggregates: "accounts"
    case .poll: "readers' poll, ms"
    case .seed: "seed"
    }
  }

  private var definition: SimulationParameter? { try? SimulationParameter.named(rawValue) }

  /// What it is, its range and its default.
  var words: String {
    guard let definition else { return "" }
    let unit = definition.unit.isEmpty ? "" : " \(definition.unit)"
    return "\(definition.meaning) \(definition.form.rangeText)\(unit); cqrs simulate takes "
      + "\(definition.defaultText) unless told otherwise."
  }

  /// Its value, as it is typed.
  func text(in options: SimulationOptions) -> String { definition?.text(in: options) ?? "" }

  /// Its value, as it is shown.
  func shown(in options: SimulationOptions) -> String {
    let text = text(in: options)
    let whole = text.prefix { $0 != "." }
    guard self != .seed, let number = Int64(whole) else { return text }
    return Shown.count(number) + text.dropFirst(whole.count)
  }

  /// Sets it.
  /// - Throws: `InvalidParameter` if the text is none of its values.
  func set(_ text: String, in options: inout SimulationOptions) throws(InvalidParameter) {
    try definition?.set(text, in: &options, called: name)
  }

  /// Sets it to its next greater or smaller value, as far as there is one.
  func step(up: Bool, in options: inout SimulationOptions) {
    if self == .seed {
      return options.seed =
        up ? options.seed + (options.seed == .max ? 0 : 1) : options.seed - min(1, options.seed)
    }
    let value = Int(text(in: options).prefix { $0 != "." }) ?? 0
    let next = up ? steps.above(value) : steps.below(value)
    try? set(String(next), in: &options)
  }

  private var steps: Steps {
    switch self {
    case .rate: Steps(values: Array(Steps.rate.values.dropFirst()))
    case .writers: .writers
    case .duration: Steps(values: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600])
    case .clockSkew: .skew
    case .shards: Steps(values: Array(1...64))
    case .aggregates:
      Steps(values: [1, 10, 100, 200, 500, 1_000, 10_000, 100_000, 1_000_000])
    case .poll: Steps(values: [10, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000])
    case .seed: Steps(values: [])
    }
  }
}

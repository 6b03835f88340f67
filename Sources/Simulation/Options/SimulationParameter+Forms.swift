import VirtualTime

/// How parameters of each form are made: from where they are kept, and what they are called.
extension SimulationParameter {
  /// Where a value of a type is kept in options.
  typealias Place<Value> = any WritableKeyPath<SimulationOptions, Value> & Sendable

  /// A whole number.
  static func count(
    _ name: String, _ place: Place<Int>, option: String? = nil, _ range: ClosedRange<Int>,
    _ unit: String, _ meaning: String, _ source: String
  ) -> SimulationParameter {
    number(
      name, option, 0, Int128(range.lowerBound)...Int128(range.upperBound), unit, meaning, source,
      read: { Int128($0[keyPath: place]) }, write: { $0[keyPath: place] = Int(clamping: $1) })
  }

  /// A number that is kept in units of its last decimal.
  static func scaled(
    _ name: String, _ place: Place<Int64>, option: String? = nil, decimals: Int = 0,
    _ range: ClosedRange<Int>, _ unit: String, _ meaning: String, _ source: String
  ) -> SimulationParameter {
    var power: Int128 = 1
    for _ in 0..<decimals { power *= 10 }
    return number(
      name, option, decimals, Int128(range.lowerBound) * power...Int128(range.upperBound) * power,
      unit, meaning, source, read: { Int128($0[keyPath: place]) },
      write: { $0[keyPath: place] = Int64(clamping: $1) })
  }

  /// A length of time that is kept in microseconds and written in milliseconds.
  static func milliseconds(
    _ name: String, _ place: Place<Int64>, option: String? = nil, _ range: ClosedRange<Int>,
    _ meaning: String, _ source: String
  ) -> SimulationParameter {
    scaled(name, place, option: option, decimals: 3, range, "ms", meaning, source)
  }

  /// A length of time that is kept in microseconds and written in seconds.
  static func seconds(
    _ name: String, _ place: Place<Int64>, option: String? = nil, _ range: ClosedRange<Int>,
    _ meaning: String, _ source: String
  ) -> SimulationParameter {
    scaled(name, place, option: option, decimals: 6, range, "s", meaning, source)
  }

  /// A share, written as a decimal and exact in millionths.
  static func share(
    _ name: String, _ place: Place<Ratio>, option: String? = nil,
    most: Int128 = Ratio.millionths, _ meaning: String, _ source: String
  ) -> SimulationParameter {
    number(
      name, option, 6, 0...most, "", meaning, source, read: { $0[keyPath: place].inMillionths },
      write: { $0[keyPath: place] = Ratio(millionths: $1) })
  }

  /// Yes or no.
  static func flag(
    _ name: String, _ place: Place<Bool>, option: String? = nil, _ meaning: String,
    _ source: String
  ) -> SimulationParameter {
    SimulationParameter(
      name: name, option: option, unit: "", form: .flag, meaning: meaning, source: source,
      read: { .flag($0[keyPath: place]) },
      write: { if case .flag(let isOn) = $1 { $0[keyPath: place] = isOn } })
  }

  /// One of a few words.
  static func choice<Word>(
    _ name: String, _ place: Place<Word>, _ meaning: String, _ source: String
  ) -> SimulationParameter where Word: RawRepresentable<String> & CaseIterable & Sendable {
    SimulationParameter(
      name: name, option: nil, unit: "", form: .choice(Word.allCases.map(\.rawValue)),
      meaning: meaning, source: source, read: { .choice($0[keyPath: place].rawValue) },
      write: {
        guard case .choice(let text) = $1, let word = Word(rawValue: text) else { return }
        $0[keyPath: place] = word
      })
  }

  /// How long something takes.
  static func curve(
    _ name: String, _ place: Place<LatencyCurve>, _ meaning: String, _ source: String
  ) -> SimulationParameter {
    SimulationParameter(
      name: name, option: nil, unit: "% ms", form: .curve, meaning: meaning, source: source,
      read: { .curve($0[keyPath: place]) },
      write: { if case .curve(let curve) = $1 { $0[keyPath: place] = curve } })
  }

  /// The same number from another least value on, in units of its last decimal.
  func from(_ least: Int128) -> SimulationParameter {
    guard case .number(let decimals, let range) = form else { return self }
    return SimulationParameter(
      name: name, option: option, unit: unit,
      form: .number(decimals: decimals, range: least...range.upperBound), meaning: meaning,
      source: source, read: read, write: write)
  }

  /// A number of any kind.
  static func number(
    _ name: String, _ option: String?, _ decimals: Int, _ range: ClosedRange<Int128>,
    _ unit: String, _ meaning: String, _ source: String,
    read: @escaping @Sendable (SimulationOptions) -> Int128,
    write: @escaping @Sendable (inout SimulationOptions, Int128) -> Void
  ) -> SimulationParameter {
    SimulationParameter(
      name: name, option: option, unit: unit, form: .number(decimals: decimals, range: range),
      meaning: meaning, source: source, read: { .number(read($0)) },
      write: { if case .number(let number) = $1 { write(&$0, number) } })
  }
}

extension Ratio {
  /// The whole that shares are written in.
  static let millionths: Int128 = 1_000_000

  /// Creates a share of so many millionths, in its lowest terms: it draws the same as the default that it
  /// may be equal to.
  init(millionths: Int128) {
    var (divisor, rest) = (Self.millionths, max(0, min(millionths, Self.millionths)))
    let part = rest
    while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
    self.init(UInt64(part / divisor), of: UInt64(Self.millionths / divisor))
  }

  /// The share in millionths, rounded down.
  var inMillionths: Int128 { Int128(part) * Self.millionths / Int128(whole) }
}

import EventSourcing
import Simulation
import VirtualTime

/// What a scenario sets of the live run, at its beginning and at any time later.
enum ScenarioSetting: String, CaseIterable {
  case rate, writers, shards
  case clockSkew = "clock-skew"
  case accounts, speed
  case crashes = "fault.crashes"

  /// How many decimals its numbers have.
  private var decimals: Int {
    switch self {
    case .rate, .writers, .shards, .clockSkew, .accounts: 0
    case .speed: 3
    case .crashes: 6
    }
  }

  /// Its numbers, in units of the last decimal.
  private var range: ClosedRange<Int128> {
    switch self {
    case .rate: 0...100_000
    case .writers: 1...256
    case .shards: 1...64
    case .clockSkew: 0...3_600_000
    case .accounts: 1...1_000_000
    case .speed: 10...100_000
    case .crashes: 0...990_000
    }
  }

  /// Its range, in words.
  var rangeWords: String {
    "from \(Decimal.short(range.lowerBound, digits: decimals)) to "
      + Decimal.short(range.upperBound, digits: decimals)
  }

  /// The change to a value; nil if it has no such value.
  func change(to text: String) -> LiveChange? {
    guard let number = Decimal.read(text, digits: decimals), range.contains(number) else {
      return nil
    }
    let value = Int(number)
    return switch self {
    case .rate: .rate(value)
    case .writers: .writers(value)
    case .shards: .shards(value)
    case .clockSkew: .clockSkew(value)
    case .accounts: .accounts(value)
    case .speed: .speed(value)
    case .crashes: .crashes(Ratio(UInt64(value), of: 1_000_000))
    }
  }
}

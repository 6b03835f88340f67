import Architectures
import EventSourcing

/// What the explorer is run with where the command line does not say.
struct DemoDefaults: Hashable {
  /// One of them, by its name in a config file, which is its option's.
  enum Name: String, CaseIterable {
    case rate, writers, shards
    case clockSkew = "clock-skew"
    case accounts, speed, architecture, mouse, reader

    /// The numbers that it takes; nil: it takes none, or no whole ones.
    var range: ClosedRange<Int>? {
      switch self {
      case .rate: 0...100_000
      case .writers: 1...256
      case .shards: 1...64
      case .clockSkew: 0...3_600_000
      case .accounts: 1...1_000_000
      case .speed, .architecture, .mouse, .reader: nil
      }
    }
  }

  /// How fast time may run.
  static let speeds = 0.01...100

  /// Events a second.
  var rate: Int?
  /// Background writers.
  var writers: Int?
  /// Index shards.
  var shards: Int?
  /// Standard deviation of the writers' clocks, in milliseconds.
  var clockSkew: Int?
  /// Accounts that the writers open.
  var accounts: Int?
  /// How fast time runs.
  var speed: Double?
  /// The simulated cloud.
  var architecture: ArchitectureName?
  /// Whether the mouse is the explorer's.
  var mouse: Bool?
  /// The reader whose reading disorder and read model show.
  var reader: ReaderStrategy?

  /// The settings of a demo: these, where they say something.
  var settings: LiveSettings {
    let standard = LiveSettings()
    return LiveSettings(
      eventsPerSecond: rate ?? standard.eventsPerSecond, writers: writers ?? standard.writers,
      shards: shards ?? standard.shards,
      clockSkewMilliseconds: clockSkew ?? standard.clockSkewMilliseconds,
      accounts: accounts ?? standard.accounts,
      speedThousandths: speed.map { Int(($0 * 1_000).rounded()) } ?? standard.speedThousandths)
  }
}

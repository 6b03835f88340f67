/// What can be changed while a live run goes on.
public struct LiveSettings: Hashable, Sendable {
  /// Appends a second, all background writers together; 0 to 100,000.
  public var eventsPerSecond: Int
  /// Background writers, each with a wall clock of its own; 1 to 256.
  public var writers: Int
  /// Index shards for new events; 1 to 64.
  public var shards: Int
  /// Standard deviation of the writers' clock offsets, in milliseconds; 0 to 3,600,000.
  public var clockSkewMilliseconds: Int
  /// Accounts that the writers open before they only move money; 1 to 1,000,000.
  public var accounts: Int
  /// How fast the store's time runs, in thousandths of real time: 10 to 100,000.
  public var speedThousandths: Int
  /// Whether time stands still: writers, index and readers with it.
  public var isPaused: Bool

  /// Creates settings; the defaults are the demo's.
  public init(
    eventsPerSecond: Int = 20, writers: Int = 4, shards: Int = 4, clockSkewMilliseconds: Int = 50,
    accounts: Int = 200, speedThousandths: Int = 1000, isPaused: Bool = false
  ) {
    self.eventsPerSecond = eventsPerSecond
    self.writers = writers
    self.shards = shards
    self.clockSkewMilliseconds = clockSkewMilliseconds
    self.accounts = accounts
    self.speedThousandths = speedThousandths
    self.isPaused = isPaused
  }

  /// What makes these settings of others; nothing else is changed by it.
  public func changes(from before: LiveSettings) -> [LiveChange] {
    var changes: [LiveChange] = []
    func add<Value: Equatable>(
      _ setting: KeyPath<LiveSettings, Value>, _ change: (Value) -> LiveChange
    ) {
      guard self[keyPath: setting] != before[keyPath: setting] else { return }
      changes.append(change(self[keyPath: setting]))
    }
    add(\.eventsPerSecond, LiveChange.rate)
    add(\.writers, LiveChange.writers)
    add(\.shards, LiveChange.shards)
    add(\.clockSkewMilliseconds, LiveChange.clockSkew)
    add(\.accounts, LiveChange.accounts)
    add(\.speedThousandths, LiveChange.speed)
    add(\.isPaused) { $0 ? .pause : .resume }
    return changes
  }
}

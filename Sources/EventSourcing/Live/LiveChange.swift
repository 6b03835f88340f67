public import VirtualTime

/// One thing that changes in a live run at an instant that was set before.
public enum LiveChange: Hashable, Sendable {
  /// Appends a second.
  case rate(Int)
  /// Background writers.
  case writers(Int)
  /// Index shards for new events.
  case shards(Int)
  /// Standard deviation of the writers' clock offsets, in milliseconds.
  case clockSkew(Int)
  /// Accounts that the writers open before they only move money.
  case accounts(Int)
  /// How fast the store's time runs, in thousandths of real time.
  case speed(Int)
  /// The share of a function's invocations that crash.
  case crashes(Ratio)
  /// Time stands still, until somebody lets it go on.
  case pause
  /// Time goes on.
  case resume
  /// Nothing: that the instant was reached is told, and that is all.
  case notice

  /// Makes the change, if it is one of settings.
  public func make(in settings: inout LiveSettings) {
    switch self {
    case .rate(let rate): settings.eventsPerSecond = rate
    case .writers(let count): settings.writers = count
    case .shards(let count): settings.shards = count
    case .clockSkew(let deviation): settings.clockSkewMilliseconds = deviation
    case .accounts(let count): settings.accounts = count
    case .speed(let speed): settings.speedThousandths = speed
    case .pause: settings.isPaused = true
    case .resume: settings.isPaused = false
    case .crashes, .notice: break
    }
  }
}

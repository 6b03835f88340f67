import Simulation

/// What is counted of a scenario's run, by its name in an `expect`.
public enum ScenarioFigure: String, CaseIterable, Hashable, Sendable {
  case events, shown, unseen, aggregates
  case inversions, late, displacement, reordered, gaps
  case lag, backlog, refused, throttled, hottest
  case missedByCheckpoint = "missed.checkpoint"
  case missedByOverlap = "missed.overlap"
  case missedBySafeHorizon = "missed.safe-horizon"

  /// What its numbers count.
  public enum Unit: Hashable, Sendable {
    /// Things.
    case count
    /// Microseconds.
    case time
    /// Hundredths.
    case percent

    /// A number in this unit, as a scenario has it: `12`, `1.5s`, `60%`.
    public func text(_ number: Int64) -> String {
      switch self {
      case .count: "\(number)"
      case .time: Decimal.short(Int128(number), digits: 6) + "s"
      case .percent: "\(number)%"
      }
    }
  }

  /// Its unit.
  public var unit: Unit {
    switch self {
    case .lag: .time
    case .hottest: .percent
    default: .count
    }
  }

  /// What it is, in a few words.
  public var words: String {
    switch self {
    case .events: "events committed"
    case .shown: "events that the stream shows"
    case .unseen: "events that it does not show yet"
    case .aggregates: "aggregates"
    case .inversions: "events that stand before one that was committed earlier"
    case .late: "events that appeared behind newer ones"
    case .displacement: "places that the latest of them came behind"
    case .reordered: "events that stand before an earlier one of their aggregate"
    case .gaps: "numbers below the last that no event has"
    case .lag: "longest lag from commit to visible"
    case .backlog: "most that waited in one part"
    case .refused: "attempts refused"
    case .throttled: "attempts refused for want of capacity"
    case .hottest: "share of the events in the fullest index shard"
    case .missedByCheckpoint: "events missed by checkpoint"
    case .missedByOverlap: "events missed by overlap"
    case .missedBySafeHorizon: "events missed by safe-horizon"
    }
  }
}

import Architectures

extension SimulationParameter {
  /// How much is asked for, by whom, and for how long.
  static let ofLoad: [SimulationParameter] = [
    .count(
      "writers", \.writers, option: "writers", 1...10_000, "writers",
      "Writers, each with a clock of its own and one append in flight.", ParameterSource.chosen),
    .scaled(
      "rate", \.eventsPerThousandSeconds, option: "rate", decimals: 3, 0...1_000_000, "events/s",
      "Appends that fall due, all writers together.", ParameterSource.chosen
    ).from(1),
    .number(
      "duration", "duration", 3, 1...2_592_000_000, "s",
      "For how long appends fall due, in virtual time.", ParameterSource.chosen,
      read: { Int128($0.durationMicroseconds / 1_000) },
      write: { $0.durationMicroseconds = Int64(clamping: $1 * 1_000) }),
    .count(
      "aggregates", \.aggregates, option: "aggregates", 1...10_000_000, "aggregates",
      "Aggregates that appends are spread over evenly.", ParameterSource.chosen),
    .milliseconds(
      "clock-skew", \.clockSkewMicroseconds, option: "clock-skew", 0...3_600_000,
      "Standard deviation of the writers' clock offsets.",
      ParameterSource.chosen + "; AWS's own is about 1 ms: " + ParameterSource.timeSync),
    .count(
      "shards", \.shards, option: "shards", 1...1_000, "shards",
      "Index shards of dynamodb-ksuid.", ParameterSource.indexSharding),
    .number(
      "seed", "seed", 0, 0...Int128(UInt64.max), "", "The seed of everything random.",
      ParameterSource.chosen, read: { Int128($0.seed) },
      write: { $0.seed = UInt64(clamping: $1) }),
    .count(
      "event.bytes", \.eventBytes, 1...409_600, "bytes",
      "The size of an event's item; a write unit for each started 1,024 bytes.",
      ParameterSource.itemSize),
  ]
}

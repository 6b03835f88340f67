import Architectures

extension SimulationParameter {
  /// The table in DynamoDB.
  static let ofTable: [SimulationParameter] = [
    .count(
      "table.partitions", \.cloud.table.partitions, 1...10_000, "partitions",
      "Partitions of the table; a fresh on-demand table takes 4,000 units a second at once.",
      ParameterSource.onDemand),
    .scaled(
      "table.units", \.cloud.table.unitsPerSecond, 1...1_000_000, "units/s",
      "Write units of a partition.", ParameterSource.partitions),
    .scaled(
      "table.kept", \.cloud.table.keptSeconds, 1...3_600, "s",
      "For how many seconds a partition keeps units that were not used; 300 with --burst.",
      ParameterSource.burst),
    .curve(
      "put.latency", \.cloud.table.put, "A conditional put of one item.",
      ParameterSource.transactionMeasurements),
    .curve(
      "read.latency", \.cloud.table.read,
      "A strongly consistent read of an aggregate; it samples at mid-flight.",
      ParameterSource.assumed),
  ]

  /// The global secondary index of dynamodb-ksuid.
  static let ofIndex: [SimulationParameter] = [
    .scaled(
      "index.units", \.cloud.index.unitsPerSecond, 1...1_000_000, "units/s",
      "Write units of an index shard.", ParameterSource.indexThrottling),
    .scaled(
      "index.saved", \.cloud.index.savedSeconds, 0...3_600, "s",
      "For how many seconds of idleness a shard can make up at once; 300 with --burst.",
      ParameterSource.burst),
    .scaled(
      "index.backlog-limit", \.cloud.index.backlogLimit, 1...1_000_000_000, "units",
      "The backlog from which on the table refuses a shard's writes.", ParameterSource.assumed),
    .curve(
      "index.lag", \.cloud.index.lag,
      "From a shard's applying an entry to the index showing it; see --degraded.",
      ParameterSource.lagMeasurements),
    .choice(
      "index.placement", \.cloud.index.placement, "How an event's shard is chosen.",
      ParameterSource.indexSharding),
    .seconds(
      "index.stall-every", \.cloud.index.stallEveryMicroseconds, option: "stall-every",
      0...2_592_000, "From one stall of an index shard to the next; 0: never.",
      ParameterSource.offByDefault),
    .seconds(
      "index.stall-length", \.cloud.index.stallLengthMicroseconds, option: "stall-length",
      0...2_592_000, "How long a stall lasts.", ParameterSource.offByDefault),
  ]

  /// Transactions of DynamoDB.
  static let ofTransactions: [SimulationParameter] = [
    .curve(
      "transaction.latency", \.cloud.transaction.latency, "A transaction of up to five items.",
      ParameterSource.transactionMeasurements),
    .milliseconds(
      "transaction.item", \.cloud.transaction.itemMicroseconds, 0...1_000,
      "What each item above five adds.", ParameterSource.transactionMeasurements),
    .scaled(
      "transaction.held-from", \.cloud.transaction.heldFrom, 0...100, "%",
      "From where in its latency a transaction holds its items.", ParameterSource.conflicts),
    .scaled(
      "transaction.held-to", \.cloud.transaction.heldTo, 0...100, "%",
      "Where it commits and releases them.", ParameterSource.conflicts),
    .count(
      "transaction.stream-keys", \.cloud.transaction.streamKeys, 1...1_000, "keys",
      "Keys that a numbered stream is spread over, by number modulo their count.",
      ParameterSource.partitions),
  ]
}

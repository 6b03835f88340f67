public import EventSourcing
public import VirtualTime

extension ArchitectureName {
  /// A cloud of this architecture, idle, for a driver that does not care which one it drives.
  /// - Parameters:
  ///   - shards: Index shards for new events, where there are any.
  ///   - parameters: What can be turned; without ``CloudParameters/flaw``.
  ///   - seed: The run's seed.
  ///   - start: The instant at which all capacity is there.
  ///   - ends: Where the stream's partitions end already.
  /// - Returns: The cloud.
  public func cloud(
    shards: Int = 1, parameters: CloudParameters = CloudParameters(), seed: UInt64,
    start: Instant, resumingAfter ends: [StreamPlace] = []
  ) -> any Architecture {
    var lastNumber: Int64 = 0
    var lastTransaction: Int64 = 0
    for end in ends {
      lastNumber = max(lastNumber, end.key.number)
      lastTransaction = max(lastTransaction, end.key.transaction)
    }
    return switch self {
    case .dynamoDBWithKSUIDs:
      DynamoDBWithKSUIDs(shards: shards, parameters: parameters, seed: seed, start: start)
    case .dynamoDBTransactions:
      DynamoDBTransactions(
        parameters: parameters, seed: seed, start: start, lastNumber: lastNumber)
    case .dualTableLambda:
      DualTablesWithSingleConcurrencyLambda(
        parameters: parameters, seed: seed, start: start, lastNumber: lastNumber)
    case .dualTableSQSFIFO:
      DualTablesWithSQSFIFO(
        parameters: parameters, seed: seed, start: start,
        lastNumbers: (0..<parameters.queue.groups).map { group in
          ends.last { $0.partition == group }?.key.number ?? 0
        })
    case .auroraServerless:
      AuroraServerless(
        parameters: parameters, seed: seed, start: start, lastNumber: lastNumber,
        lastTransaction: lastTransaction)
    case .quantumLedger:
      QuantumLedger(parameters: parameters, seed: seed, start: start, lastNumber: lastNumber)
    }
  }
}

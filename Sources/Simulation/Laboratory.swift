public import Architectures
import EventSourcing
import VirtualTime

/// Runs architectures in virtual time, and says what each did.
///
/// A run has no clock, thread, file or chance but what comes from its options: the same options give the same
/// report on every machine.
public enum Laboratory {
  /// Runs one architecture.
  /// - Parameters:
  ///   - name: The architecture.
  ///   - options: Load, time, readers and cloud.
  ///   - progress: Is told now and then how far it is, in millionths of the duration; false cuts it off, and
  ///     the report is of what was done until then.
  /// - Returns: The report.
  public static func run(
    _ name: ArchitectureName, _ options: SimulationOptions,
    progress: (_ millionths: Int64) -> Bool = { _ in true }
  ) -> RunReport {
    run(name, options, stepsAtOnce: stepsAtOnce, progress)
  }

  /// The report of a run that was cut off before its first step.
  public static func cutOffAtStart(
    _ name: ArchitectureName, _ options: SimulationOptions
  ) -> RunReport {
    run(name, options, stepsAtOnce: 0) { _ in false }
  }

  private static func run(
    _ name: ArchitectureName, _ options: SimulationOptions, stepsAtOnce: Int,
    _ progress: (Int64) -> Bool
  ) -> RunReport {
    let start = Instant.simulationStart
    let (cloud, seed) = (options.cloud, options.seed)
    switch name {
    case .dynamoDBWithKSUIDs:
      return run(
        DynamoDBWithKSUIDs(shards: options.shards, parameters: cloud, seed: seed, start: start),
        partitions: 1...options.shards, options, stepsAtOnce, progress)
    case .dynamoDBTransactions:
      return run(
        DynamoDBTransactions(parameters: cloud, seed: seed, start: start), partitions: 0...0,
        options, stepsAtOnce, progress)
    case .dualTableLambda:
      return run(
        DualTablesWithSingleConcurrencyLambda(parameters: cloud, seed: seed, start: start),
        partitions: 0...0, options, stepsAtOnce, progress)
    case .dualTableSQSFIFO:
      return run(
        DualTablesWithSQSFIFO(parameters: cloud, seed: seed, start: start),
        partitions: 0...cloud.queue.groups - 1, options, stepsAtOnce, progress)
    case .auroraServerless:
      var cloud = cloud
      if options.readers.isEmpty { cloud.database.isReaderConnected = false }
      return run(
        AuroraServerless(parameters: cloud, seed: seed, start: start), partitions: 0...0, options,
        stepsAtOnce, progress)
    case .quantumLedger:
      return run(
        QuantumLedger(parameters: cloud, seed: seed, start: start, keepsJournal: true),
        partitions: 0...0, options, stepsAtOnce, progress)
    }
  }

  /// How many steps are done before progress is told.
  private static let stepsAtOnce = 1 << 16

  private static func run<Cloud: Architecture>(
    _ cloud: Cloud, partitions: ClosedRange<Int>, _ options: SimulationOptions,
    _ stepsAtOnce: Int, _ progress: (Int64) -> Bool
  ) -> RunReport {
    var run = SimulatedRun(cloud, partitions: partitions, options)
    while run.run(steps: stepsAtOnce) {
      guard progress(run.progress) else {
        run.cutOff()
        break
      }
    }
    return run.report(options)
  }
}

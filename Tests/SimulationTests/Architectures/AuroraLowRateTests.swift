import Architectures
import EventSourcing
import Simulation
import Testing

/// Few appends: most of the readers' polls find nothing.
@Suite struct AuroraLowRateTests {
  @Test(arguments: [500, 1_000, 2_000, 5_000] as [Int64], [false, true])
  func `a horizon of transactions misses nothing, however seldom something is appended`(
    eventsPerThousandSeconds: Int64, isLocked: Bool
  ) {
    for writers in [1, 4, 32] {
      for seed: UInt64 in 1...4 {
        var options = SimulationOptions()
        options.eventsPerThousandSeconds = eventsPerThousandSeconds
        options.writers = writers
        options.seed = seed
        options.cloud.database.isLocked = isLocked
        let report = Laboratory.run(.auroraServerless, options)
        for reader in report.readers where reader.strategy != .checkpoint || isLocked {
          #expect(reader.missed == 0, "\(reader.strategy), \(writers) writers, seed \(seed)")
        }
        #expect(report.violations == [], "\(writers) writers, seed \(seed)")
      }
    }
  }
}

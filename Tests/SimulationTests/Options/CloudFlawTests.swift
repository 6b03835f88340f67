import Architectures
import Testing
import VirtualTime

@testable import Simulation

/// The ranges of the cloud's parameters, for those who use the library without the command line.
@Suite struct CloudFlawTests {
  @Test(arguments: SimulationParameter.all.map(\.name))
  func `what the command line takes has no flaw, alone and in range`(name: String) throws {
    let parameter = try SimulationParameter.named(name)
    guard case .number(_, let range) = parameter.form else { return }
    for number in [range.lowerBound, range.upperBound] {
      var options = SimulationOptions()
      parameter.write(&options, .number(number))
      // Two that contradict each other are told as such before.
      guard options.contradiction == nil || !name.contains(".") else { continue }
      #expect(options.cloud.flaw == nil)
    }
  }

  @Test func `what would trap deep inside is named`() {
    let flaws: [(String, (inout CloudParameters) -> Void)] = [
      ("table.partitions", { $0.table.partitions = 0 }),
      ("table.unitsPerSecond", { $0.table.unitsPerSecond = -1 }),
      ("table.keptSeconds", { $0.table.keptSeconds = 0 }),
      ("index.unitsPerSecond", { $0.index.unitsPerSecond = 0 }),
      ("transaction.heldFrom", { $0.transaction.heldFrom = 91 }),
      ("transaction.heldTo", { $0.transaction.heldTo = -1 }),
      ("transaction.streamKeys", { $0.transaction.streamKeys = 0 }),
      ("stream.shards", { $0.stream.shards = 0 }),
      ("stream.pollMicroseconds", { $0.stream.pollMicroseconds = 0 }),
      ("stream.batch", { $0.stream.batch = 0 }),
      ("stream.emptyPolls", { $0.stream.emptyPolls = Ratio(7, of: 7) }),
      ("function.transactionEvents", { $0.function.transactionEvents = 99 }),
      ("queue.groups", { $0.queue.groups = 0 }),
      ("queue.sendBatch", { $0.queue.sendBatch = 11 }),
      ("queue.receiveBatch", { $0.queue.receiveBatch = 0 }),
      ("database.appendsPerUnit", { $0.database.appendsPerUnit = 0 }),
      ("database.leastThousandths", { $0.database.leastThousandths = 8_001 }),
      ("database.mostThousandths", { $0.database.mostThousandths = -1 }),
      ("database.stepThousandths", { $0.database.stepThousandths = 0 }),
      ("database.shrinkBelow", { $0.database.shrinkBelow = 81 }),
      ("ledger.blockMicroseconds", { $0.ledger.blockMicroseconds = -1 }),
      ("reader.pollMicroseconds", { $0.reader.pollMicroseconds = 0 }),
      ("backOff.attempts", { $0.backOff.attempts = 0 }),
      ("backOff.firstMicroseconds", { $0.backOff.firstMicroseconds = .max }),
      ("faults.crashes", { $0.faults.crashes = Ratio(1, of: 1) }),
    ]
    for (name, change) in flaws {
      var parameters = CloudParameters()
      change(&parameters)
      #expect(parameters.flaw?.hasPrefix(name + " is ") == true, "\(name)")
    }
  }

  @Test func `a cloud with a flaw is not made`() async {
    await #expect(processExitsWith: .failure) {
      var parameters = CloudParameters()
      parameters.database.appendsPerUnit = 0
      _ = ArchitectureName.auroraServerless.cloud(
        parameters: parameters, seed: 1, start: .simulationStart)
    }
  }
}

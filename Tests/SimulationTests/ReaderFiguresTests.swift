import Architectures
import EventSourcing
import Simulation
import Testing

/// What is counted of the readers.
@Suite struct ReaderFiguresTests {
  @Test func `a reader asks until the duration is over, found or not`() throws {
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = 1
    options.durationMicroseconds = 3_600_000_000
    options.readers = [.checkpoint]
    let report = Laboratory.run(.dynamoDBWithKSUIDs, options)
    // One of 504 ms asks at half a unit each.
    let polls: Int64 = 3_600_000 / 504
    #expect((polls / 2 - 5...polls / 2 + 40).contains(report.readers[0].readUnits))
  }

  @Test func `a horizon far behind is waited for in few steps`() throws {
    var experiment = Experiment()
    for assignment in [
      "duration=5", "clock-skew=3600000", "reader.bound-deviations=100", "poll=1",
    ] { try experiment.assign(assignment) }
    experiment.options.readers = [.safeHorizon]
    let report = Laboratory.run(.dynamoDBWithKSUIDs, experiment.options)
    #expect(report.readers[0].missed == 0)
    let delay = try #require(report.readers[0].delay)
    #expect(delay.median > 360_000_000_000 - 4 * 3_600_000_000, "\(delay)")
    #expect(report.steps < 200_000, "\(report.steps)")
  }

  @Test func `where nothing appears behind a checkpoint only the checkpoint is of use`() {
    for isLocked in [false, true] {
      var options = SimulationOptions()
      options.durationMicroseconds = 1_000_000
      options.cloud.database.isLocked = isLocked
      let strategies = Laboratory.run(.auroraServerless, options).readers.map(\.strategy)
      #expect(strategies == (isLocked ? [.checkpoint] : ReaderStrategy.allCases))
    }
  }
}

import Architectures
import EmbeddedStore
import EventSourcing
import LiveDriver
import Scenarios
import Testing
import VirtualTime

/// The same seed gives the same events, ids, order and visibility, however fast the machine is.
@Suite(.serialized, .timeLimit(.minutes(10))) struct SameEveryTimeTests {
  private func scenario(_ architecture: ArchitectureName, seed: UInt64 = 7) throws -> Scenario {
    let shards = architecture == .dynamoDBWithKSUIDs ? "at 3s set shards 2\n" : ""
    return try Scenario(
      text: """
        title The same every time
        architecture \(architecture.rawValue)
        seed \(seed)
        set rate 40
        set writers 6
        set accounts 8
        set fault.crashes 0.1
        at 0s caption begins
        at 1s set clock-skew 800
        at 2s set rate 90
        \(shards)at 4s set writers 3
        at 4s set accounts 30
        at 5s pause
        at 8s set fault.crashes 0
        at 10s end
        """, file: "same.scenario")
  }

  /// How far in the script stops time, in microseconds.
  private let pauseOfScript: Int64 = 5_000_000

  /// Plays in real time, as in front of an audience.
  private func present(_ scenario: Scenario, speed: Int, pausingAt pauses: [Int64] = [])
    async throws -> Played
  {
    let scenario = scenario.running(atSpeed: speed)
    let store = try SQLiteEventStore.temporary()
    let cloud = try LiveCloud(
      table: store, architecture: scenario.architecture, placement: .overlay,
      settings: scenario.settings, parameters: scenario.parameters, seed: scenario.seed,
      withWriters: true, script: scenario.script)
    let start = cloud.status().now
    cloud.run()
    for pause in pauses {
      // The presenter stops time somewhere, and lets it go on.
      await cloud.wait { $0.now - start >= pause || $0.settings.isPaused }
      cloud.update([.pause])
      await cloud.wait { $0.settings.isPaused }
      // It may have come to the pause of the script before this one, or have come to it when this is looked at.
      cloud.update([.resume])
      await cloud.wait { [pauseOfScript] in
        !$0.settings.isPaused || $0.now - start == pauseOfScript
      }
    }
    while cloud.status().now - start < scenario.length {
      await cloud.wait { $0.settings.isPaused }
      guard cloud.status().now - start < scenario.length else { break }
      #expect(cloud.status().now - start == pauseOfScript, "time stops where the script says")
      cloud.update([.resume])
      await cloud.wait { !$0.settings.isPaused || $0.now - start >= scenario.length }
    }
    let played = try Played(cloud)
    #expect(cloud.status().failure == nil)
    await cloud.stop()
    store.close()
    return played
  }

  @Test(arguments: ArchitectureName.allCases)
  func `two runs at different speeds are the same to the byte`(
    architecture: ArchitectureName
  ) async throws {
    let scenario = try scenario(architecture)
    let jumped = try await Played(scenario)
    let fast = try await present(scenario, speed: 100_000)
    let slower = try await present(scenario, speed: 7_000, pausingAt: [1_300_000, 2_900_000])
    #expect(jumped.lines.count > 200)
    #expect(fast.lines == jumped.lines)
    #expect(slower.lines == jumped.lines)
    #expect(fast.figures == jumped.figures)
    #expect(slower.figures == jumped.figures)
  }

  @Test func `another seed is another run`() async throws {
    let one = try await Played(scenario(.dynamoDBWithKSUIDs))
    let other = try await Played(scenario(.dynamoDBWithKSUIDs, seed: 8))
    #expect(one.lines != other.lines)
  }
}

extension LiveCloud {
  /// Waits until the status is as wanted: it is looked at whenever the cloud says that it changed.
  fileprivate func wait(_ isWanted: @escaping @Sendable (ReplicationStatus) -> Bool) async {
    let news = AsyncStream<Void>(bufferingPolicy: .bufferingNewest(1)) { continuation in
      onChange = { continuation.yield() }
    }
    if isWanted(status()) { return }
    for await _ in news where isWanted(status()) { return }
  }
}

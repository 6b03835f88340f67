import EmbeddedStore
import EventExplorer
import EventSourcing
import LiveDriver
import Scenarios
import VirtualTime

/// A cloud over a store, opened to be explored.
struct ExploredCloud: Sendable {
  /// What it is, for the screen.
  let subject: ExplorerSubject
  /// The cloud.
  let cloud: LiveCloud
  /// The store under it.
  let store: SQLiteEventStore
  /// What plays on it; nil: nothing does.
  var scenario: Scenario?

  /// Opens a demo: background writers over a store of this session, and a past to look at; a scenario begins
  /// without one.
  /// - Throws: `EventStoreError`.
  static func demo(_ options: DemoOptions) throws -> ExploredCloud {
    let store = try SQLiteEventStore.temporary()
    let seed = options.seed ?? .random(in: 0...999_999)
    if let scenario = options.scenario { return try playing(scenario, seed: seed, on: store) }
    try fill(store, seed: seed, clockSkewMilliseconds: options.settings.clockSkewMilliseconds)
    let cloud = try LiveCloud(
      table: store, architecture: options.architecture, placement: .overlay,
      settings: options.settings, seed: seed, withWriters: true)
    let subject = ExplorerSubject(
      kind: .demo, name: "seed \(seed)", architecture: options.architecture)
    return ExploredCloud(subject: subject, cloud: cloud, store: store)
  }

  private static func playing(
    _ scenario: Scenario, seed: UInt64, on store: SQLiteEventStore
  ) throws -> ExploredCloud {
    let cloud = try LiveCloud(
      table: store, architecture: scenario.architecture, placement: .overlay,
      settings: scenario.settings, parameters: scenario.parameters, seed: seed, withWriters: true,
      script: scenario.script)
    let subject = ExplorerSubject(
      kind: .demo, name: "seed \(seed)", architecture: scenario.architecture)
    return ExploredCloud(subject: subject, cloud: cloud, store: store, scenario: scenario)
  }

  /// Stops it after the appends under way, and closes its store.
  func end() async {
    cloud.onChange = nil
    await cloud.stop()
    store.close()
  }

  /// Puts a past into the demo's store: a screen of events to look at from the first moment.
  private static func fill(
    _ store: SQLiteEventStore, seed: UInt64, clockSkewMilliseconds: Int
  ) throws {
    let count: Int64 = 60
    let start = StoreOptions.wallClock()
      .advanced(byMicroseconds: -count * SampleEvents.longestPause)
    var sample = SampleEvents(
      seed: seed, accounts: 12, clockSkewMilliseconds: Int64(clockSkewMilliseconds), start: start)
    for _ in 0..<count {
      let (event, committedAt) = sample.next()
      let request = AppendRequest(
        [
          NewEvent(
            aggregateID: event.aggregateID, aggregateVersion: event.aggregateVersion,
            eventID: event.eventID, eventType: event.eventType, metadata: event.metadata)
        ], committedAt: committedAt)
      _ = try Waiting.result { try await store.append(request) }
    }
  }
}

import Architectures
import EmbeddedStore
import EventExplorer
import EventSourcing
import Foundation
import Glibc
import LiveDriver
import NcursesBackEnd
import Scenarios
import TerminalScreen
import VirtualTime

/// The explorer as a program: opens the store, takes the terminal, and puts both back.
///
/// It runs on the main thread: signals and the terminal are its.
enum ExplorerProgram {
  /// Runs the explorer on a live demo: background writers, nothing kept.
  /// - Throws: `CommandFailure` without a terminal, with not one byte sent to it; `EventStoreError`;
  ///   `EndedBySignal`.
  static func runDemo(_ options: DemoOptions) throws {
    let screen = try takeTerminal(
      mouse: options.mouse, instead: "cqrs append STORE AGGREGATE TYPE and cqrs all STORE")
    defer { screen.close() }
    let store = try SQLiteEventStore.temporary()
    let seed = options.seed ?? .random(in: 0...999_999)
    if let scenario = options.scenario {
      return try play(scenario, seed: seed, screen, store)
    }
    try fill(store, seed: seed, clockSkewMilliseconds: options.settings.clockSkewMilliseconds)
    let cloud = try LiveCloud(
      table: store, architecture: options.architecture, placement: .overlay,
      settings: options.settings, seed: seed, withWriters: true)
    let subject = ExplorerSubject(
      kind: .demo, name: "seed \(seed)", architecture: options.architecture)
    try run(screen, cloud, subject, store)
  }

  /// Plays a scenario on a store without a past.
  private static func play(
    _ scenario: Scenario, seed: UInt64, _ screen: NcursesScreen, _ store: SQLiteEventStore
  ) throws {
    let cloud = try LiveCloud(
      table: store, architecture: scenario.architecture, placement: .overlay,
      settings: scenario.settings, parameters: scenario.parameters, seed: seed, withWriters: true,
      script: scenario.script)
    let subject = ExplorerSubject(
      kind: .demo, name: "seed \(seed)", architecture: scenario.architecture)
    try run(screen, cloud, subject, store, scenario)
  }

  /// Runs the explorer on a store.
  /// - Throws: `CommandFailure` without a terminal, with not one byte sent to it; `EventStoreError`;
  ///   `EndedBySignal`.
  static func explore(_ options: ExploreOptions) throws {
    let screen = try takeTerminal(mouse: options.mouse, instead: "cqrs all \(options.path)")
    defer { screen.close() }
    let access: StoreOptions.Access = options.readOnly ? .read : .write
    var (store, isReadOnly): (SQLiteEventStore, Bool)
    do {
      store = try SQLiteEventStore.open(options.path, options: StoreOptions(access: access))
      isReadOnly = options.readOnly
    } catch EventStoreError.readOnly {
      store = try SQLiteEventStore.open(options.path, options: StoreOptions(access: .read))
      isReadOnly = true
    }
    let kept = try keptArchitecture(of: store, wanted: options.architecture, isReadOnly)
    let cloud = try layCloud(over: store, kept: kept, wanted: options.architecture, isReadOnly)
    let subject = ExplorerSubject(
      kind: isReadOnly ? .readOnly : .store, name: options.path, architecture: cloud.architecture,
      movesStream: !cloud.isObserved)
    try run(screen, cloud, subject, store)
  }

  /// The architecture whose stream is kept in the store: the one it has, or the one it gets now.
  /// - Throws: `CommandFailure` if it has another one than is wanted.
  private static func keptArchitecture(
    of store: SQLiteEventStore, wanted: ArchitectureName?, _ isReadOnly: Bool
  ) throws -> ArchitectureName? {
    var name = try store.architecture()
    if let wanted, name == nil, !isReadOnly {
      name = try store.settle(architecture: wanted.rawValue)
    }
    guard let name else { return nil }
    guard let kept = ArchitectureName(rawValue: name) else {
      throw EventStoreError.damaged("it names an architecture that there is not: \(name)")
    }
    guard wanted == nil || wanted == kept else {
      throw CommandFailure(
        .usage,
        "the store keeps the stream of \(kept.rawValue): without --architecture it opens with that")
    }
    return kept
  }

  /// Lays the cloud over a store: one that is kept moves in one process at a time, and the others look on.
  private static func layCloud(
    over store: SQLiteEventStore, kept: ArchitectureName?, wanted: ArchitectureName?,
    _ isReadOnly: Bool
  ) throws -> LiveCloud {
    func cloud(_ placement: StreamPlacement) throws -> LiveCloud {
      try LiveCloud(
        table: store, architecture: kept ?? wanted ?? .dynamoDBWithKSUIDs, placement: placement,
        seed: .random(in: 0 ... .max), withWriters: false)
    }
    guard kept != nil else { return try cloud(.overlay) }
    guard !isReadOnly else { return try cloud(.observed) }
    do {
      return try cloud(.inStore)
    } catch EventStoreError.busy(seconds: 0) {
      return try cloud(.observed)
    }
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

  private static func run(
    _ screen: NcursesScreen, _ cloud: LiveCloud, _ subject: ExplorerSubject,
    _ store: SQLiteEventStore, _ scenario: Scenario? = nil
  ) throws {
    let box = AnswerBox { [waker = screen.waker] in waker.wake() }
    let session = ExplorerSession(cloud: cloud, box: box)
    let state = ExplorerState(
      subject: subject, size: screen.size, status: cloud.status(), scenario: scenario)
    cloud.run()
    var loop = ExplorerLoop(screen: screen, session: session, state: state)
    let signal = loop.run()
    // The terminal first: what remains to be stored must not keep the user waiting.
    screen.close()
    // A terminal that hangs up says so twice, and what remains is soon done.
    Glibc.signal(SIGHUP, SIG_IGN)
    cloud.onChange = nil
    try Waiting.result { await cloud.stop() }
    store.close()
    if let signal { throw EndedBySignal(number: signal) }
  }

  /// Takes the terminal, or says what to do without one.
  private static func takeTerminal(mouse: Bool, instead: String) throws -> NcursesScreen {
    do {
      return try NcursesScreen(mouse: mouse)
    } catch {
      throw CommandFailure(
        .usage, "the explorer needs a terminal: \(error); for scripts and pipes: \(instead)")
    }
  }
}

import Architectures
import EmbeddedStore
import EventExplorer
import EventSourcing
import Foundation
import LiveDriver
import NcursesBackEnd
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
    try fill(store, seed: seed, clockSkewMilliseconds: options.settings.clockSkewMilliseconds)
    let cloud = try LiveCloud(
      table: store, placement: .overlay, settings: options.settings, seed: seed, withWriters: true)
    let subject = ExplorerSubject(
      kind: .demo, name: "seed \(seed)", architecture: DynamoDBWithKSUIDs.name)
    try run(screen, cloud, subject, store)
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
    let cloud = try layCloud(
      over: store, isKept: options.architecture != nil && !isReadOnly, path: options.path)
    let subject = ExplorerSubject(
      kind: isReadOnly ? .readOnly : .store, name: options.path,
      architecture: DynamoDBWithKSUIDs.name)
    try run(screen, cloud, subject, store)
  }

  /// Lays the cloud over a store; one that is kept belongs to one process at a time.
  private static func layCloud(
    over store: SQLiteEventStore, isKept: Bool, path: String
  ) throws -> LiveCloud {
    do {
      return try LiveCloud(
        table: store, placement: isKept ? .inStore : .overlay, seed: .random(in: 0 ... .max),
        withWriters: false)
    } catch EventStoreError.busy where isKept {
      throw CommandFailure(
        .tryAgain,
        "another explorer keeps the index of \(path); without --architecture this one opens beside it"
      )
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
    _ store: SQLiteEventStore
  ) throws {
    let box = AnswerBox { [waker = screen.waker] in waker.wake() }
    let session = ExplorerSession(cloud: cloud, box: box)
    let state = ExplorerState(subject: subject, size: screen.size, status: cloud.status())
    cloud.run()
    var loop = ExplorerLoop(screen: screen, session: session, state: state)
    let signal = loop.run()
    // The terminal first: what remains to be stored must not keep the user waiting.
    screen.close()
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

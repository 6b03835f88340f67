import Architectures
import EmbeddedStore
import EventExplorer
import EventSourcing
import Foundation
import LiveDriver
import NcursesBackEnd
import TerminalScreen

/// The explorer as a program: opens the store, takes the terminal, and puts both back.
///
/// It runs on the main thread: signals and the terminal are its.
enum ExplorerProgram {
  /// Runs the explorer on a live demo: background writers, nothing kept.
  /// - Throws: `TerminalUnusable`, with not one byte sent, or `EventStoreError`.
  /// - Returns: The signal that ended it, if one did.
  static func runDemo(_ options: DemoOptions) throws -> Int32? {
    let screen = try NcursesScreen(mouse: options.mouse)
    defer { screen.close() }
    let store = try SQLiteEventStore.temporary()
    let seed = options.seed ?? .random(in: 0...999_999)
    let cloud = try LiveCloud(
      table: store, placement: .overlay, settings: options.settings, seed: seed, withWriters: true)
    let subject = ExplorerSubject(
      kind: .demo, name: "seed \(seed)", architecture: DynamoDBWithKSUIDs.name)
    return run(screen, cloud, subject)
  }

  /// Runs the explorer on a store.
  /// - Throws: `TerminalUnusable`, with not one byte sent, or `EventStoreError`.
  /// - Returns: The signal that ended it, if one did.
  static func explore(_ options: ExploreOptions) throws -> Int32? {
    let screen = try NcursesScreen(mouse: options.mouse)
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
    let isKept = options.architecture != nil && !isReadOnly
    let cloud = try LiveCloud(
      table: store, placement: isKept ? .inStore : .overlay, seed: .random(in: 0 ... .max),
      withWriters: false)
    let subject = ExplorerSubject(
      kind: isReadOnly ? .readOnly : .store, name: options.path,
      architecture: DynamoDBWithKSUIDs.name)
    return run(screen, cloud, subject)
  }

  private static func run(
    _ screen: NcursesScreen, _ cloud: LiveCloud, _ subject: ExplorerSubject
  ) -> Int32? {
    let box = AnswerBox { [waker = screen.waker] in waker.wake() }
    let session = ExplorerSession(cloud: cloud, box: box)
    let state = ExplorerState(subject: subject, size: screen.size, status: cloud.status())
    cloud.run()
    var loop = ExplorerLoop(screen: screen, session: session, state: state)
    let signal = loop.run()
    // The terminal first: what remains to be stored must not keep the user waiting.
    screen.close()
    cloud.onChange = nil
    let isStopped = DispatchSemaphore(value: 0)
    Task {
      await cloud.stop()
      isStopped.signal()
    }
    isStopped.wait()
    return signal
  }
}

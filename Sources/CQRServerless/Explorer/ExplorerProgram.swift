import Architectures
import EmbeddedStore
import EventExplorer
import EventSourcing
import Foundation
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
  static func runDemo(_ options: DemoOptions, _ configuration: Configuration) throws {
    let preferences = configuration.preferences(mouse: options.mouse)
    let screen = try takeTerminal(
      preferences, instead: "cqrs append STORE AGGREGATE TYPE and cqrs all STORE")
    defer { screen.close() }
    try run(screen, ExploredCloud.demo(options), configuration, preferences)
  }

  /// Runs the explorer on a store.
  /// - Throws: `CommandFailure` without a terminal, with not one byte sent to it; `EventStoreError`;
  ///   `EndedBySignal`.
  static func explore(_ options: ExploreOptions, _ configuration: Configuration) throws {
    let preferences = configuration.preferences(mouse: options.mouse)
    let screen = try takeTerminal(preferences, instead: "cqrs all \(options.path)")
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
    try run(
      screen, ExploredCloud(subject: subject, cloud: cloud, store: store), configuration,
      preferences)
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

  private static func run(
    _ screen: NcursesScreen, _ explored: ExploredCloud, _ configuration: Configuration,
    _ preferences: ExplorerPreferences
  ) throws {
    let theme = ThemeChoice(
      name: preferences.theme, background: .ofEnvironment, changes: configuration.colours)
    var loop = ExplorerLoop(
      screen: screen, explored: explored, preferences: preferences, theme: theme)
    let signal = loop.run()
    // The terminal first: what remains to be stored must not keep the user waiting.
    screen.close()
    let remaining = loop.end()
    try Waiting.result { for explored in remaining { await explored.value } }
    if let signal { throw EndedBySignal(number: signal) }
  }

  /// Takes the terminal, or says what to do without one.
  private static func takeTerminal(
    _ preferences: ExplorerPreferences, instead: String
  ) throws -> NcursesScreen {
    do {
      return try NcursesScreen(mouse: preferences.hasMouse)
    } catch {
      throw CommandFailure(
        .usage, "the explorer needs a terminal: \(error); for scripts and pipes: \(instead)")
    }
  }
}

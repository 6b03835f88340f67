import EmbeddedStore
import Foundation

/// A store in a folder of its own, with every call that was answered on it.
struct TorturedStore {
  /// The store's path.
  let path: String
  /// The calls that were answered.
  var calls: [Call] = []
  /// Whether an architecture's stream is kept in it.
  let keepsStream: Bool
  private let folder: URL

  /// Makes a folder for a store that is still to be made.
  init(keepsStream: Bool) throws {
    self.keepsStream = keepsStream
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-torture-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("store.db").path
  }

  /// Opens the store as who comes after a crash does, and checks it against the calls.
  /// - Returns: How many events it holds.
  /// - Throws: `TortureFailure`.
  func check() async throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else {
      guard calls.isEmpty else { throw TortureFailure(["the store is gone"]) }
      return 0
    }
    let store = try SQLiteEventStore.open(path)
    defer { store.close() }
    let stored = try HistoryChecker.stored(in: store)
    var checker = HistoryChecker(calls, stored: stored)
    var flaws = checker.check()
    if keepsStream {
      let shown = try await KeptCloud.positionsCaughtUp(on: store)
      if shown?.sorted() != stored.map(\.position) {
        flaws.append(
          "the stream shows \(shown?.count ?? 0) of \(stored.count) events, or one of them twice")
      }
    }
    flaws += try store.verify().compactMap { check in
      check.problem.map { "verify, \(check.name): \($0)" }
    }
    guard flaws.isEmpty else { throw TortureFailure(flaws) }
    return stored.count
  }

  /// Removes the store.
  func remove() { try? FileManager.default.removeItem(at: folder) }
}

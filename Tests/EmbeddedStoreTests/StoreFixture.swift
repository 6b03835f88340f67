import EmbeddedStore
import EventSourcing
import Foundation
import GRDB

/// A folder of its own for a test, which goes with it.
final class StoreFixture: Sendable {
  /// The folder.
  let folder: URL

  /// Makes the folder.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("store-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// A path in the folder.
  func path(_ name: String = "store.db") -> String {
    folder.appendingPathComponent(name).path
  }

  /// Runs statements on the file as another program would.
  func run(_ sql: String) throws {
    let other = try DatabaseQueue(path: path())
    try other.writeWithoutTransaction { try $0.execute(sql: sql) }
    try other.close()
  }

  /// Cuts the file off.
  func cut(to length: Int) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path()))
    try file.truncate(atOffset: UInt64(length))
    try file.close()
  }

  /// Overwrites a stretch of the file.
  func overwrite(at offset: Int, with bytes: Data) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path()))
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: bytes)
    try file.close()
  }

  /// What lies in the folder, with each file's bytes.
  func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let file = FileHandle(forReadingAtPath: path(name))
      contents[name] = (try? file?.readToEnd()) ?? Data()
    }
    return contents
  }
}

/// An event to be stored, from short texts.
func event(
  _ aggregate: String, _ type: String = "T", version: AggregateVersion? = nil, id: KSUID? = nil,
  metadata: String = "{}"
) throws -> NewEvent {
  NewEvent(
    aggregateID: try AggregateID(aggregate), aggregateVersion: version, eventID: id,
    eventType: try EventType(type), metadata: try Metadata(metadata))
}

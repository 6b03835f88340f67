import Foundation

/// A folder for what is measured on.
struct WorkFolder {
  private let folder: URL

  /// Makes it.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// A path in it.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Removes the stores in it.
  func removeStores() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.contains(".db") {
      try? FileManager.default.removeItem(atPath: path(name))
    }
  }

  /// Removes it.
  func remove() { try? FileManager.default.removeItem(at: folder) }
}

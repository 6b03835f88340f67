internal import EventSourcing
internal import Foundation
internal import GRDB

extension SQLiteEventStore {
  /// Copies the store as it stands into a file of its own, while others go on writing.
  ///
  /// The copy is of one moment: of a request's events it has all or none, and it is flushed to the disk when
  /// this returns. Writers don't wait for it; their log grows until it is done.
  /// - Parameters:
  ///   - path: The file; it is made, or is empty. On a failure it is empty again, or gone.
  ///   - progress: Told now and then how many of how many pages are copied; what it throws ends the copying.
  /// - Returns: How many events the copy has.
  /// - Throws: `EventStoreError.inputOutput` if the file holds something or can't be written, `.damaged` if the
  ///   store can't be read, and others.
  @discardableResult
  public func backup(
    to path: String, progress: (_ done: Int64, _ of: Int64) throws -> Void = { _, _ in }
  ) throws -> Int64 {
    let file = URL(fileURLWithPath: path)
    let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize
    guard size ?? 0 == 0 else {
      throw EventStoreError.inputOutput("\(path) holds something, and is not written over")
    }
    do {
      let copy = try StoreConnection.open(path: path, busySeconds: 0)
      defer { try? copy.close() }
      // Nobody reads it before it is whole: what would take it back need not outlive the process.
      try copy.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
      return try readers.read { source in
        // The first look fixes the moment of which the copy is.
        let events = try Self.lastPosition(source)
        try withoutActuallyEscaping(progress) { progress in
          try copy.inDatabase { target in
            try source.backup(to: target, pagesPerStep: Self.pagesPerStep) { pages in
              try progress(Int64(pages.completedPageCount), Int64(pages.totalPageCount))
            }
          }
        }
        return events
      }
    } catch {
      if size == nil {
        try? FileManager.default.removeItem(at: file)
      } else {
        truncate(path, 0)
      }
      let isOfCopy = (error as? DatabaseError)?.resultCode != .SQLITE_CORRUPT
      throw StoreFailure.of(
        error, path: isOfCopy ? "the copy" : shownPath, busySeconds: options.busySeconds)
    }
  }

  /// How many pages are copied between two words of progress.
  private static let pagesPerStep: CInt = 1_000
}

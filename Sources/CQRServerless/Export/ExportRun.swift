import EventExplorer
import EventSourcing
import Foundation

/// One export: its rows are written as they are read, so that millions take no more memory than a page.
struct ExportRun {
  /// It was cancelled.
  struct Cancelled: Error {}

  let export: Export
  let isCancelled: () -> Bool
  let tell: (ExportProgress.Stage) -> Void

  /// How often progress is told, in seconds.
  private static let beat = 0.1

  /// - Throws: `Cancelled`.
  func checkCancelled() throws {
    if isCancelled() { throw Cancelled() }
  }

  /// Writes the file, all of it or none.
  /// - Parameter source: Its rows; nil for text that is there already.
  /// - Returns: What came of it.
  func write(_ source: () throws -> (any ExportSource)?) -> ExportProgress.Stage {
    let file: NewFile
    do {
      file = try NewFile(export.path)
    } catch {
      return .refused(CommandFailure(error).words)
    }
    do {
      var (rows, lost): (Int64, Int64) = (0, 0)
      if case .architectures(let text, let count) = export.content {
        try file.write(text.utf8)
        rows = Int64(count)
      } else if let source = try source() {
        (rows, lost) = try write(source, to: file)
      }
      try checkCancelled()
      try file.finish()
      return .done(rows: rows, bytes: file.byteCount, lost: lost)
    } catch is Cancelled {
      return .cancelled
    } catch {
      return .failed(CommandFailure(error).words)
    }
  }

  private func write(
    _ source: any ExportSource, to file: NewFile
  ) throws -> (rows: Int64, lost: Int64) {
    var source = source
    var told = Date()
    var rows: Int64 = 0
    var bytes: [UInt8] = []
    try source.begin(self)
    var table = ExportTable(export.form, source.columns)
    table.begin(&bytes)
    while let page = try source.next() {
      try checkCancelled()
      for row in page { table.append(row, to: &bytes) }
      rows += Int64(page.count)
      try file.write(bytes)
      bytes.removeAll(keepingCapacity: true)
      guard -told.timeIntervalSinceNow > Self.beat else { continue }
      told = Date()
      tell(.writing(rows, of: max(rows, source.total)))
    }
    table.end(&bytes)
    try file.write(bytes)
    return (rows, source.lost)
  }
}

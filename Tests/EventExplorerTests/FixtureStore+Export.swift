import EventExplorer
import EventSourcing

// The files that the fixture writes: names in a dictionary.
extension FixtureStore {
  /// Writes a file, or refuses to overwrite it.
  mutating func answers(to export: Export) -> [ExplorerAnswer] {
    exports.append(export)
    func answer(_ stage: ExportProgress.Stage) -> ExplorerAnswer {
      .export(ExportProgress(number: export.number, stage: stage))
    }
    guard files[export.path] == nil else {
      return [answer(.refused("\(export.path) is there already"))]
    }
    if let exportStops { return [answer(exportStops)] }
    var (text, rows): (String, Int64) = ("", status.events)
    if case .architectures(let results, let count) = export.content {
      (text, rows) = (results, Int64(count))
    }
    files[export.path] = text
    return [answer(.done(rows: rows, bytes: Int64(text.utf8.count), lost: 0))]
  }

  /// Cancels the export that stopped on its way.
  func endExport() -> [ExplorerAnswer] {
    exports.last.map { [.export(ExportProgress(number: $0.number, stage: .cancelled))] } ?? []
  }
}

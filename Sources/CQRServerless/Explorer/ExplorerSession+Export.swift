import EventExplorer
import EventSourcing
import LiveDriver

// What `x` asks for.
extension ExplorerSession {
  func perform(_ export: Export) {
    exporter.perform(export) { [self] in try source(of: export) }
  }

  /// The rows of what is exported; nil for text that is there already.
  private func source(of export: Export) throws -> (any ExportSource)? {
    let (table, stream) = (cloud.table, cloud.stream)
    switch export.content {
    case .stream(let filter):
      let found = FoundRows(filter, table: table, stream: stream)
      return export.form == .jsonLines ? CommittedStreamExport(found) : StreamExport(found)
    case .aggregates(let order, let descending, let pattern):
      return AggregatesExport(
        table, order, isDescending: descending, matching: pattern,
        pending: try pendingByAggregate())
    case .history(let aggregate):
      return HistoryExport(aggregate, table: table, stream: stream)
    case .commits:
      return CommitsExport(table: table, stream: stream)
    case .accounts(let reader, let order, let isReversed):
      return AccountsExport(projector, reader, order, isReversed: isReversed)
    case .architectures:
      return nil
    }
  }
}

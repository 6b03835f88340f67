import EmbeddedStore
import EventSourcing
import LiveDriver
import Scenarios
import VirtualTime

/// A scenario that was played to its end, without a screen.
struct Played {
  let figures: ScenarioFigures
  /// Everything that the stream shows, a line an event.
  let lines: [String]

  /// Plays a scenario as fast as the table allows.
  init(_ scenario: Scenario) async throws {
    let store = try SQLiteEventStore.temporary()
    let cloud = try LiveCloud(
      table: store, architecture: scenario.architecture, placement: .overlay,
      settings: scenario.settings, parameters: scenario.parameters, seed: scenario.seed,
      withWriters: true, script: scenario.script)
    await cloud.playScript()
    try self.init(cloud)
    await cloud.stop()
    store.close()
  }

  /// Takes what a cloud shows.
  init(_ cloud: LiveCloud) throws {
    let status = cloud.status()
    figures = try ScenarioFigures(status, table: cloud.table, stream: cloud.stream)
    var events: [RecordedEvent] = []
    while Int64(events.count) < status.events {
      events += try cloud.table.page(afterPosition: Int64(events.count), limit: 1_000)
    }
    var rows: [StreamTableRow] = []
    while Int64(rows.count) < status.visibleRows {
      rows += try cloud.stream.rows(after: Int64(rows.count), limit: 1_000)
    }
    lines = rows.map { row in
      let recorded = events[Int(row.position) - 1]
      return "\(row.position) \(recorded.event.eventID) \(recorded.event.aggregateID) "
        + "\(recorded.event.aggregateVersion) \(recorded.committedAt.microseconds) "
        + "\(row.visibleAt?.microseconds ?? 0) \(row.key) \(row.isBehindCheckpoint)"
    }
  }
}

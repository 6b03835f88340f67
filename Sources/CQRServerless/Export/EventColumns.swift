import EventSourcing

/// What is known of an event wherever it is exported: its columns, and their values.
enum EventColumns {
  static let columns = [
    ExportColumn(name: "eventId", title: "EVENT ID", width: 27),
    ExportColumn(name: "aggregateId", title: "AGGREGATE", width: 36),
    ExportColumn(name: "aggregateVersion", title: "V", width: 6, alignsRight: true),
    ExportColumn(name: "eventType", title: "TYPE", width: 18),
    ExportColumn(name: "eventVersion", title: "SCHEMA", width: 6, alignsRight: true),
    ExportColumn(name: "metadata", title: "METADATA", width: 8),
  ]

  static let visible = ExportColumn(name: "visibleAt", title: "VISIBLE", width: 24)
  static let committed = ExportColumn(name: "committedAt", title: "COMMITTED", width: 24)
  static let lag = ExportColumn(name: "lagMicroseconds", title: "LAG", width: 8, alignsRight: true)
  static let shard = ExportColumn(name: "shard", title: "SHARD", width: 5, alignsRight: true)
  static let position = ExportColumn(
    name: "position", title: "POSITION", width: 10, alignsRight: true)
  static let missed = ExportColumn(name: "missed", title: "MISSED", width: 6)

  static func values(_ event: Event) -> [ExportValue] {
    [
      .text(ArraySlice("\(event.eventID)".utf8)), .text(event.aggregateID.bytes),
      .number(event.aggregateVersion), .text(event.eventType.bytes), .number(event.eventVersion),
      .json(event.metadata.bytes),
    ]
  }

  static func shard(_ recorded: RecordedEvent) -> ExportValue {
    recorded.shard == 0 ? .none : .number(Int64(recorded.shard))
  }
}

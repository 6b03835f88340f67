internal import EventSourcing
internal import Foundation
internal import GRDB
public import VirtualTime

/// What a store holds and how it stands, without reading through it.
public struct StoreStatistics: Hashable, Sendable {
  /// The global stream that an architecture keeps in the store.
  public struct Stream: Hashable, Sendable {
    /// The architecture's name.
    public var architecture: String
    /// How many index shards new events are spread over; nil: it was never said.
    public var indexShards: Int?
    /// How many events the stream shows.
    public var rows: Int64
  }

  /// The version of the file's tables.
  public var schemaVersion: Int
  /// How many events there are.
  public var events: Int64
  /// How many aggregates there are.
  public var aggregates: Int64
  /// When the first event was committed; nil if there is none, or it can't be read.
  public var firstCommittedAt: Instant?
  /// When the last event was committed; nil if there is none, or it can't be read.
  public var lastCommittedAt: Instant?
  /// The bytes of the file, without its log.
  public var fileBytes: Int64
  /// Those of them that hold nothing.
  public var freeBytes: Int64
  /// The bytes of the write-ahead log beside it.
  public var logBytes: Int64
  /// The global stream; nil: there is one order, that of commits.
  public var stream: Stream?
}

extension SQLiteEventStore {
  /// Counts what the store holds; it takes no longer for a large one.
  /// - Throws: `EventStoreError`.
  public func statistics() throws -> StoreStatistics {
    let (events, aggregates) = try totals()
    let log = path.flatMap { try? FileManager.default.attributesOfItem(atPath: $0 + "-wal") }
    let stream = try architecture().map { architecture in
      StoreStatistics.Stream(
        architecture: architecture, indexShards: try shards(), rows: try streamRows())
    }
    let ends = Dictionary(
      try page(atPositions: [1, events]).map { ($0.position, $0.committedAt) },
      uniquingKeysWith: { first, _ in first })
    return try read { database in
      func number(_ sql: String) throws -> Int64? { try Int64.fetchOne(database, sql: sql) }
      return StoreStatistics(
        schemaVersion: Int(try number("PRAGMA user_version") ?? 0), events: events,
        aggregates: aggregates, firstCommittedAt: ends[1], lastCommittedAt: ends[events],
        fileBytes: try Self.fileBytes(database),
        freeBytes: try number(
          "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size") ?? 0,
        logBytes: (log?[.size] as? NSNumber)?.int64Value ?? 0, stream: stream)
    }
  }

  private func streamRows() throws -> Int64 {
    try read { database in
      let table = try StoreSchema.isOfVersionOne(database) ? "index_entry" : "stream_entry"
      return try Int64.fetchOne(database, sql: "SELECT max(row) FROM \(table)") ?? 0
    }
  }
}

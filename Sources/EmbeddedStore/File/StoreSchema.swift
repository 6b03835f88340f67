internal import EventSourcing
internal import GRDB

/// The tables of a store's file.
enum StoreSchema {
  /// What marks a file as a store of ours: "CQRS" in ASCII, SQLite's `application_id`.
  static let applicationID: Int32 = 0x4351_5253
  /// The version of the tables below, SQLite's `user_version`.
  static let version: Int32 = 2

  /// Events in the order of commits.
  ///
  /// `hash` is the SHA-256 of the row's content, `chain` that of the
  /// row before's chain and this hash, so that one row can be checked when its neighbour is gone.
  static let event = """
    CREATE TABLE event (
      position INTEGER PRIMARY KEY,
      aggregate_id BLOB NOT NULL,
      aggregate_version INTEGER NOT NULL,
      event_id BLOB NOT NULL UNIQUE,
      event_version INTEGER NOT NULL,
      event_type BLOB NOT NULL,
      metadata BLOB NOT NULL,
      committed_at INTEGER NOT NULL,
      shard INTEGER NOT NULL,
      hash BLOB NOT NULL,
      chain BLOB NOT NULL,
      UNIQUE (aggregate_id, aggregate_version)
    ) STRICT
    """

  /// A row an aggregate, so that a list of millions costs no more than a screen.
  static let aggregate = """
    CREATE TABLE aggregate (
      aggregate_id BLOB PRIMARY KEY,
      version INTEGER NOT NULL,
      last_position INTEGER NOT NULL,
      first_type BLOB NOT NULL
    ) STRICT, WITHOUT ROWID
    """
  static let aggregateByVersion =
    "CREATE INDEX aggregate_by_version ON aggregate (version, aggregate_id)"
  static let aggregateByPosition =
    "CREATE UNIQUE INDEX aggregate_by_position ON aggregate (last_position)"

  /// One row: how many aggregates there are, since counting millions takes too long.
  static let tally = "CREATE TABLE tally (aggregates INTEGER NOT NULL) STRICT"

  /// What an architecture's global stream shows, in the order in which it became visible.
  ///
  /// `order_number` is the number of a stream that has two orders, by transaction and by number; else 0.
  static let streamEntry = """
    CREATE TABLE stream_entry (
      row INTEGER PRIMARY KEY,
      position INTEGER NOT NULL UNIQUE,
      partition INTEGER NOT NULL,
      sort_key BLOB NOT NULL,
      order_number INTEGER NOT NULL,
      visible_at INTEGER NOT NULL,
      behind INTEGER NOT NULL,
      UNIQUE (partition, sort_key)
    ) STRICT
    """
  static let streamByNumber = """
    CREATE UNIQUE INDEX stream_by_number ON stream_entry (partition, order_number) WHERE order_number > 0
    """

  /// One row: every event up to `position` is in the stream, and no transaction before `horizon` runs.
  ///
  /// `base` counts those that were there before
  /// an overlay was laid, which have no entry.
  static let streamMark = """
    CREATE TABLE stream_mark (
      base INTEGER NOT NULL,
      position INTEGER NOT NULL,
      horizon INTEGER NOT NULL
    ) STRICT
    """

  /// Facts about the store itself, such as its architecture.
  static let fact = "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"

  /// The tables that every version has.
  private static let common = [
    event, aggregate, aggregateByVersion, aggregateByPosition, tally, fact,
  ]

  /// The tables of the present version.
  private static let tables = common + [streamEntry, streamByNumber, streamMark]

  /// Every statement that makes a store's file.
  static let store =
    tables + [
      "INSERT INTO tally VALUES (0)", "INSERT INTO stream_mark VALUES (0, 0, 0)",
    ]

  /// The statements that make an overlay's own database.
  static let overlay = [streamEntry, streamByNumber, streamMark]

  /// Makes a new store's tables, or finds that another process has.
  static func create(in database: Database) throws {
    try database.transaction(.writing) {
      guard try isEmpty(database) else { return }
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      for statement in store {
        try database.execute(sql: statement)
      }
      try database.execute(sql: "PRAGMA user_version = \(version)")
    }
  }

  /// Whether nothing was ever made in the file.
  static func isEmpty(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA schema_version") == 0
  }

  /// Checks that the file has its version's tables, written in these words and no others: a file that
  /// somebody made to harm could hide triggers and views behind the names.
  /// - Throws: `EventStoreError.damaged`.
  static func check(_ database: Database) throws {
    // Both are of one state: another process may be bringing the file up to date.
    let (found, wanted) = try database.transaction(.reading) {
      (
        try String.fetchAll(
          database, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY sql"),
        try isOfVersionOne(database) ? common + indexOfVersionOne : tables
      )
    }
    guard found == wanted.sorted() else {
      throw EventStoreError.damaged("its tables are not those of a store")
    }
  }
}

// MARK: - The version before

extension StoreSchema {
  /// Whether the file is of version 1: it can be read as it is, and is brought up to date by who writes.
  static func isOfVersionOne(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") == 1
  }

  /// The tables that version 1 had in the place of the stream's.
  private static let indexOfVersionOne = [
    """
    CREATE TABLE index_entry (
      row INTEGER PRIMARY KEY,
      position INTEGER NOT NULL UNIQUE,
      shard INTEGER NOT NULL,
      event_id BLOB NOT NULL,
      visible_at INTEGER NOT NULL,
      behind INTEGER NOT NULL,
      UNIQUE (shard, event_id)
    ) STRICT
    """,
    """
    CREATE TABLE index_mark (
      base INTEGER NOT NULL,
      position INTEGER NOT NULL
    ) STRICT
    """,
  ]

  /// Brings a file of version 1 up to date.
  ///
  /// That version had one architecture to keep an index of.
  static func upgrade(_ database: Database) throws {
    try check(database)
    try database.transaction(.writing) {
      guard try isOfVersionOne(database) else { return }
      for statement in [streamEntry, streamByNumber, streamMark] {
        try database.execute(sql: statement)
      }
      try database.execute(
        sql: """
          INSERT INTO stream_entry
          SELECT row, position, shard, event_id, 0, visible_at, behind FROM index_entry;
          INSERT INTO stream_mark SELECT base, position, 0 FROM index_mark;
          INSERT INTO fact SELECT 'architecture', 'dynamodb-ksuid' WHERE EXISTS (SELECT 1 FROM index_entry);
          INSERT INTO fact SELECT 'order', 'event-id' WHERE EXISTS (SELECT 1 FROM index_entry);
          DROP TABLE index_entry;
          DROP TABLE index_mark;
          PRAGMA user_version = \(version);
          """)
    }
  }
}

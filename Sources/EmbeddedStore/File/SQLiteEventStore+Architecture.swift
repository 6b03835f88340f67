internal import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// The name of the architecture whose global stream is kept in the store; nil: there is none, and the store
  /// has one order, that of commits.
  /// - Throws: `EventStoreError` if it can't be read, or if there is a stream whose architecture is not named
  ///   any more.
  public func architecture() throws -> String? {
    if let name = try fact("architecture") { return name }
    try read { try StreamGlance.checkName($0) }
    return nil
  }

  /// Says which architecture's global stream is kept in the store, once and for all.
  /// - Parameter name: The architecture's name.
  /// - Returns: The name that the store has: another, if somebody else was first.
  /// - Throws: `EventStoreError.readOnly` and others.
  public func settle(architecture name: String) throws -> String {
    try settle("architecture", name)
  }

  /// How many index shards the store's new events are spread over; nil: it was never said.
  /// - Throws: `EventStoreError` if it can't be read, or isn't a number from 1 to 64.
  public func shards() throws -> Int? {
    guard let text = try fact("shards") else { return nil }
    guard let count = Int(text), 1...64 ~= count else {
      throw EventStoreError.damaged("its index shards are 1 to 64, and not \(text)")
    }
    return count
  }

  /// Says how many index shards the store's new events are spread over.
  func keep(shards count: Int, through writer: DatabaseQueue) throws {
    try translatingErrors {
      try writer.inDatabase { database in
        try database.execute(
          sql: """
            INSERT INTO fact VALUES ('shards', ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, arguments: [String(count)])
      }
    }
  }

  /// What the store says of itself; nil if it does not say it.
  func fact(_ name: String) throws -> String? {
    try read { database in
      try String.fetchOne(
        database.cachedStatement(sql: "SELECT value FROM fact WHERE name = ?"), arguments: [name])
    }
  }

  /// Says something of the store, once and for all.
  /// - Returns: What it says: something else, if somebody else was first.
  func settle(_ name: String, _ value: String) throws -> String {
    if let settled = try fact(name) { return settled }
    guard let writer else { throw EventStoreError.readOnly(path: shownPath) }
    return try translatingErrors {
      try writer.inDatabase { database in
        try database.transaction(.writing) {
          try database.execute(
            sql: "INSERT OR IGNORE INTO fact VALUES (?, ?)", arguments: [name, value])
          return try String.fetchOne(
            database, sql: "SELECT value FROM fact WHERE name = ?", arguments: [name]) ?? value
        }
      }
    }
  }
}

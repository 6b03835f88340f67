internal import GRDB

/// The statements of an append, prepared once for a connection.
struct AppendStatements {
  let head: BoundStatement
  let storedEvent: BoundStatement
  let version: BoundStatement
  let position: BoundStatement
  let insertEvent: BoundStatement
  let insertAggregate: BoundStatement
  let updateAggregate: BoundStatement

  init(_ database: Database) throws {
    head = try BoundStatement(
      database, "SELECT position, chain FROM event ORDER BY position DESC LIMIT 1")
    storedEvent = try BoundStatement(
      database, "SELECT \(EventRow.columns) FROM event WHERE event_id = ?")
    version = try BoundStatement(
      database, "SELECT version, last_position FROM aggregate WHERE aggregate_id = ?")
    position = try BoundStatement(
      database,
      "SELECT position FROM event WHERE aggregate_id = ? AND aggregate_version = ?")
    insertEvent = try BoundStatement(
      database, "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    insertAggregate = try BoundStatement(
      database, "INSERT INTO aggregate VALUES (?3, ?1, ?2, ?4)")
    updateAggregate = try BoundStatement(
      database,
      "UPDATE aggregate SET version = ?1, last_position = ?2 WHERE aggregate_id = ?3")
  }
}

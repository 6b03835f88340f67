/// An event store: its three functions, which embedded, simulated and remote stores all have.
///
/// `append` is strongly consistent everywhere: of two writers at one aggregate version one wins, and an
/// acknowledged event is never lost. What the global stream promises differs; ``guarantees`` says it.
public protocol EventStore: Sendable {
  /// What the global stream promises a reader.
  var guarantees: Guarantees { get }

  /// The cursor before the first event of the global stream.
  var start: Cursor { get }

  /// Stores events of one aggregate or several, all or nothing.
  ///
  /// An event whose id is stored already, with the same content, is answered as the first time.
  /// - Parameter request: The events and what the writer expects of their aggregates.
  /// - Returns: The stored events, in the request's order; they are durable.
  /// - Throws: `EventStoreError`; then nothing of the request was stored.
  func append(_ request: AppendRequest) async throws -> AppendReceipt

  /// Reads events of an aggregate by version, strongly consistent.
  /// - Parameters:
  ///   - aggregate: The aggregate; one without events gives an empty page.
  ///   - version: The first version wanted, from 1.
  ///   - limit: The most events wanted, from 0; a page may hold fewer and not be the last
  ///     (``EventPage/isLast``).
  /// - Returns: A page in the order of versions.
  /// - Throws: `EventStoreError`.
  func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) async throws -> EventPage

  /// Reads the global stream after a cursor.
  /// - Parameters:
  ///   - cursor: ``start`` or one that this store gave.
  ///   - limit: The most events wanted, from 0; a page may hold fewer and not be the last
  ///     (``EventPage/isLast``).
  /// - Returns: A page in the stream's order, with the cursor to go on from.
  /// - Throws: `EventStoreError.foreignCursor`, `.cursorBeyondEnd` and others.
  func events(after cursor: Cursor, limit: Int) async throws -> EventPage
}

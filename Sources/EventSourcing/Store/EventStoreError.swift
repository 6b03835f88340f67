/// Why a store could not do what was asked; nothing was stored.
///
/// It carries data; the sentences that people read are made in one place, by the program.
public enum EventStoreError: Error, Hashable, Sendable {
  /// The event at this index of the request could not be stored.
  case rejected(index: Int, Rejection)
  /// The cursor is another kind of store's.
  case foreignCursor(Cursor)
  /// The cursor is from beyond the store's end.
  case cursorBeyondEnd(Cursor, end: Cursor)
  /// The store keeps a stream that is sorted by something else.
  case otherStream(found: StreamOrder, wanted: StreamOrder)
  /// Capacity is used up at this table or index (DynamoDB's words); try again.
  case throttled(resource: String, reason: String)
  /// Another writer held the store for too long; try again.
  case busy(seconds: Int)
  /// There is no store at this path.
  case notFound(path: String)
  /// What is at this path is no store.
  case notAStore(path: String, reason: String)
  /// The store was written by a newer program.
  case newerSchema(path: String, found: Int, supported: Int)
  /// The store may only be read.
  case readOnly(path: String)
  /// The store is damaged, and how.
  case damaged(String)
  /// The store can't be reached.
  case unreachable(String)
  /// Reading or writing failed: disk full, an I/O error, no right to.
  case inputOutput(String)

  /// Why one event could not be stored.
  public enum Rejection: Error, Hashable, Sendable {
    /// Someone else appended first: `expected` is what the writer gave, `actual` what is there.
    case versionConflict(AggregateID, expected: AggregateVersion, actual: AggregateVersion)
    /// The version asked for would leave a gap after `actual`.
    case versionGap(AggregateID, wanted: AggregateVersion, actual: AggregateVersion)
    /// The id is stored already, with other content; `difference` names the field.
    case idTaken(KSUID, difference: String)
    /// The event breaks a rule.
    case invalid(InvalidEvent)
  }
}

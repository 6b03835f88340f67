public import EventSourcing

/// Why a store gives no digest or proof, though nothing is wrong with it.
public enum LedgerRefusal: Error, Hashable, Sendable {
  /// No event with this id is stored.
  case noSuchEvent(KSUID)
  /// The event comes after the events that the proof was to be of.
  case eventBehind(size: Int64, position: Int64)
  /// The store has fewer events than were asked for.
  case sizeBeyondEnd(size: Int64, end: Int64)
}

extension LedgerRefusal: CustomStringConvertible {
  /// Why, safe to print.
  public var description: String {
    switch self {
    case .noSuchEvent(let eventID): "no event \(eventID) is stored"
    case .eventBehind(let size, let position):
      "the event is at position \(position), after the first \(Counted(size, "event"))"
    case .sizeBeyondEnd(let size, let end):
      "the store has \(Counted(end, "event")), and not \(size)"
    }
  }
}

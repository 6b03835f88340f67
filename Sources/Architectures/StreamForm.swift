public import EventSourcing

/// How an architecture's global stream is sorted and read.
public enum StreamForm: Hashable, Sendable {
  /// By event id in each index shard, read eventually consistent: entries appear anywhere.
  case eventIDs
  /// By dense numbers, a sequence in each partition; readers stop at a hole. Each sequence is spread over so
  /// many partition keys, which a reader asks one by one.
  case numbers(partitionKeys: Int)
  /// By a position drawn before the commit: a later one may appear first, and some never appear.
  case transactions

  /// Whether reads are eventually consistent, at half the price.
  public var isEventuallyConsistent: Bool { self == .eventIDs }
}

extension StreamForm {
  /// What a store keeps such a stream sorted by.
  public var order: StreamOrder {
    switch self {
    case .eventIDs: .eventID
    case .numbers: .number
    case .transactions: .transaction
    }
  }
}

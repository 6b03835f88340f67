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

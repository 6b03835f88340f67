public import VirtualTime

/// What screen 4 wants done.
public enum SkewRequest: Sendable {
  /// Events in the order of commits, from a position on; answered by `.rows`, always.
  case rows(first: Int64, count: Int)
  /// How the order of the index compares with that of commits of late; answered by `.figures`, always.
  case figures(now: Instant)
}

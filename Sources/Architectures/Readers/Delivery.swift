/// An event that a reader was handed.
public struct Delivery: Hashable, Sendable {
  /// Its position in the order of commits, from 1.
  public let position: Int64
  /// From its commit to the answer that held it, in microseconds.
  public let delayMicroseconds: Int64
}

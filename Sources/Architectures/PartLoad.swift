/// How a part of the cloud that can fall behind stands.
public struct PartLoad: Hashable, Sendable {
  /// Its number: that of the stream's partition, where it is one.
  public var number: Int
  /// Its name, such as `EVENT_2`.
  public var name: String
  /// What waits in it: write units, records, messages.
  public var waiting: Int64
  /// What has gone through it so far.
  public var passed: Int64
  /// What can go through it in a second; nil where that is not known.
  public var passablePerSecond: Int64?
  /// Attempts refused on its account.
  public var refused: Int64
  /// Whether it has stopped for a while.
  public var isStalled: Bool

  /// Creates a load.
  public init(
    number: Int, name: String, waiting: Int64 = 0, passed: Int64 = 0,
    passablePerSecond: Int64? = nil, refused: Int64 = 0, isStalled: Bool = false
  ) {
    self.number = number
    self.name = name
    self.waiting = waiting
    self.passed = passed
    self.passablePerSecond = passablePerSecond
    self.refused = refused
    self.isStalled = isStalled
  }
}

/// One attempt at an append, as the cloud sees it.
public struct AppendAttempt: Hashable, Sendable {
  /// Whose it is: a number that no other attempt under way has.
  public var number: Int
  /// Its events.
  public var writes: [TableWrite]
  /// What the writer saw of the architecture's head.
  public var head: Int64
  /// Whether its events are stored already: the writer did not hear the answer, and asks again.
  public var isRepeated: Bool

  /// Creates an attempt.
  public init(number: Int, writes: [TableWrite], head: Int64 = 0, isRepeated: Bool = false) {
    self.number = number
    self.writes = writes
    self.head = head
    self.isRepeated = isRepeated
  }
}

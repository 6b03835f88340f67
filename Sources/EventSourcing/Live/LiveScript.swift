public import VirtualTime

/// A live run that is the same every time: when it begins, and what changes when.
///
/// Its time waits for the table, so that how fast the machine is makes no difference to what happens.
public struct LiveScript: Hashable, Sendable {
  /// A change, and when it is made.
  public struct Entry: Hashable, Sendable {
    /// Microseconds of the store's time since the beginning.
    public var offset: Int64
    /// What changes.
    public var change: LiveChange

    /// Creates an entry.
    public init(offset: Int64, _ change: LiveChange) {
      self.offset = offset
      self.change = change
    }
  }

  /// The store's time at the beginning.
  public var start: Instant
  /// What changes, in the order of time; what is due at one instant is done in this order, before anything
  /// else that happens then.
  public var entries: [Entry]

  /// Creates a script.
  public init(start: Instant = .simulationStart, _ entries: [Entry] = []) {
    self.start = start
    self.entries = entries
  }
}

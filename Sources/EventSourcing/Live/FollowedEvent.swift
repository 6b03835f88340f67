/// What became of an event after its commit: when the stream showed it, and what each reader made of it.
public struct FollowedEvent: Hashable, Sendable {
  /// From its commit to when the stream showed it, in microseconds; nil while it does not.
  public var visibleAfter: Int64?
  /// How it stands with each reader that runs here; where another process runs them, that the checkpoint
  /// reader has missed it, and of the others nothing.
  public var readers: [ReaderOutcome]

  /// Creates what is known of an event.
  public init(visibleAfter: Int64? = nil, readers: [ReaderOutcome] = []) {
    self.visibleAfter = visibleAfter
    self.readers = readers
  }

  /// Whether nothing more will happen to it.
  public var hasEnded: Bool {
    visibleAfter != nil && readers.allSatisfy { $0.fate != .waiting }
  }
}

/// How an event stands with a reader.
public struct ReaderOutcome: Hashable, Sendable {
  /// What became of it.
  public enum Fate: Hashable, Sendable {
    /// It was not handed over yet.
    case waiting
    /// It was handed over so many microseconds after its commit.
    case delivered(after: Int64)
    /// The reader had passed it when it became visible, and never delivers it.
    case missed
  }

  /// How the reader reads.
  public var strategy: ReaderStrategy
  /// What became of the event.
  public var fate: Fate

  /// Creates an outcome.
  public init(strategy: ReaderStrategy, fate: Fate = .waiting) {
    self.strategy = strategy
    self.fate = fate
  }
}

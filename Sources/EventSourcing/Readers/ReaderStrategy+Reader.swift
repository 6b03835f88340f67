public import VirtualTime

extension ReaderStrategy {
  /// Whether the strategy has a use on a store: where nothing appears behind a checkpoint, the others would
  /// only wait.
  public func fits(_ store: any EventStore) -> Bool { fits(store.guarantees) }

  /// Whether the strategy has a use where this is promised.
  public func fits(_ guarantees: Guarantees) -> Bool {
    self == .checkpoint || guarantees.appearsBehindCursor
  }

  /// A reader that goes on from a cursor: a store's start, or one that a reader of this strategy gave.
  /// - Parameters:
  ///   - cursor: Where it stood.
  ///   - windowSeconds: How far `overlap` asks again.
  ///   - boundMicroseconds: How far `safe-horizon` stays behind the time.
  /// - Returns: The reader, nil if the strategy does not fit the cursor's kind of store.
  public func reader(
    resuming cursor: Cursor, windowSeconds: Int = OverlapReader.defaultWindowSeconds,
    boundMicroseconds: Int64 = SafeHorizonReader.bound(skewMicroseconds: 50_000)
  ) -> (any StreamReader)? {
    switch (self, cursor) {
    // The order of transactions is read below a horizon alone.
    case (.checkpoint, .transactions): nil
    case (.checkpoint, _): CheckpointReader(resuming: cursor)
    case (.overlap, _): OverlapReader(resuming: cursor, windowSeconds: windowSeconds)
    case (.safeHorizon, _):
      SafeHorizonReader(resuming: cursor, boundMicroseconds: boundMicroseconds)
    }
  }

  /// A reader of what comes from now on, on a store that holds events already.
  /// - Parameters:
  ///   - end: The cursor of the store's present end.
  ///   - now: The time.
  ///   - windowSeconds: How far `overlap` asks again.
  ///   - boundMicroseconds: How far `safe-horizon` stays behind the time.
  /// - Returns: The reader, nil if the strategy does not fit the cursor's kind of store.
  public func reader(
    atEnd end: Cursor, now: Instant, windowSeconds: Int = OverlapReader.defaultWindowSeconds,
    boundMicroseconds: Int64 = SafeHorizonReader.bound(skewMicroseconds: 50_000)
  ) -> (any StreamReader)? {
    switch self {
    case .checkpoint: CheckpointReader(resuming: end)
    case .overlap: OverlapReader(atEnd: end, windowSeconds: windowSeconds)
    case .safeHorizon:
      SafeHorizonReader(atEnd: end, now: now, boundMicroseconds: boundMicroseconds)
    }
  }
}

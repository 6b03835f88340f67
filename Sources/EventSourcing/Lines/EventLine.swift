/// One event as one JSON object on one line: the form in which events are imported and exported.
public enum EventLine {
  /// Which keys a line must have.
  public enum Completeness: Hashable, Sendable {
    /// All six: what an export wrote.
    case whole
    /// `eventId` and `aggregateVersion` may be left out: the store gives them.
    case draft
  }

  /// The longest line that is read, in bytes: 16 MiB.
  ///
  /// White space and escapes have no bound of their own, and a stream without a line feed must not
  /// fill the memory. An event written without needless ones takes less than a thirtieth of it.
  public static let longest = 16 << 20

  /// Reads a line.
  /// - Parameters:
  ///   - line: The line, without its end.
  ///   - completeness: Which keys it must have.
  ///   - shard: The index shard the event goes to; 0 where there are no shards.
  /// - Returns: The event; its texts share one copy of their bytes.
  /// - Throws: `InvalidEventLine` that says what is wrong, and where.
  public static func read(
    _ line: UnsafeRawBufferPointer, completeness: Completeness = .whole, shard: Int = 0
  ) throws(InvalidEventLine) -> NewEvent {
    guard line.count <= longest else { throw .tooLong(longest: longest) }
    var parts = EventLineParts(line)
    do {
      try parts.scan()
    } catch {
      throw .malformed(error)
    }
    return try parts.event(completeness: completeness, shard: shard)
  }

  /// Reads a line.
  /// - Parameters:
  ///   - line: The line, without its end.
  ///   - completeness: Which keys it must have.
  ///   - shard: The index shard the event goes to; 0 where there are no shards.
  /// - Returns: The event; its texts share one copy of their bytes.
  /// - Throws: `InvalidEventLine` that says what is wrong, and where.
  public static func read(
    _ line: some Sequence<UInt8>, completeness: Completeness = .whole, shard: Int = 0
  ) throws(InvalidEventLine) -> NewEvent {
    let result = Array(line).withUnsafeBytes { (raw) -> Result<NewEvent, InvalidEventLine> in
      Result { () throws(InvalidEventLine) in
        try read(raw, completeness: completeness, shard: shard)
      }
    }
    return try result.get()
  }
}

internal import EventSourcing

extension InclusionProof {
  /// The longest line that is read, in bytes: 16 MiB, as of an event's line.
  public static let longestLine = EventLine.longest

  /// Reads a proof's line, as `EventLineWriter` writes it.
  ///
  /// Its keys may stand in any order; other keys, or one twice, are malformed.
  /// - Parameter line: The line, without its end.
  /// - Throws: ``InvalidProof`` that says what is wrong, and where.
  public init(line: UnsafeRawBufferPointer) throws(InvalidProof) {
    guard line.count <= Self.longestLine else { throw .tooLong(longest: Self.longestLine) }
    var parts = InclusionProofParts(line)
    do {
      try parts.scan()
    } catch {
      throw .malformed(error)
    }
    self = try parts.proof()
  }

  /// Reads a proof's line, as `EventLineWriter` writes it.
  /// - Parameter line: The line, without its end.
  /// - Throws: ``InvalidProof`` that says what is wrong, and where.
  public init(line: some Sequence<UInt8>) throws(InvalidProof) {
    let result = Array(line).withUnsafeBytes { raw in
      Result { () throws(InvalidProof) in try InclusionProof(line: raw) }
    }
    self = try result.get()
  }
}

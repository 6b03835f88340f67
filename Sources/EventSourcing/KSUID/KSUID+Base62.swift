extension KSUID: CustomStringConvertible {
  /// The id as 27 base62 characters.
  public var description: String { "" }

  /// Reads an id's text.
  /// - Parameter text: 27 base62 characters, at most `aWgEPTl1tmebfsQzFP4bxwgy80V`.
  /// - Throws: `InvalidEvent.eventID` that says what is wrong.
  public init(_ text: String) throws(InvalidEvent) {
    throw .eventID("not written yet")
  }
}

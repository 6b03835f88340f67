/// A rule that an event breaks, with what is wrong in words.
///
/// The words hold nothing of the input but numbers, so they are safe to print.
public enum InvalidEvent: Error, Hashable, Sendable {
  /// The aggregate's identifier is empty, too long or not UTF-8.
  case aggregateID(String)
  /// The aggregate version is not a whole number from 1.
  case aggregateVersion(String)
  /// The event id is not a KSUID.
  case eventID(String)
  /// The event version is not a whole number from 1.
  case eventVersion(String)
  /// The type is empty, too long or not UTF-8.
  case eventType(String)
  /// The metadata is not a JSON object.
  case metadata(MalformedJSON)
  /// The whole item is larger than 409,600 bytes.
  case itemSize(bytes: Int)
}

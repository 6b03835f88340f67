extension InvalidEvent: CustomStringConvertible {
  /// The field's name and what is wrong with it, safe to print.
  public var description: String {
    switch self {
    case .aggregateID(let flaw): "aggregateId: \(flaw)"
    case .aggregateVersion(let flaw): "aggregateVersion: \(flaw)"
    case .eventID(let flaw): "eventId: \(flaw)"
    case .eventVersion(let flaw): "eventVersion: \(flaw)"
    case .eventType(let flaw): "eventType: \(flaw)"
    case .metadata(let flaw): "metadata: byte \(flaw.column): \(flaw.reason)"
    case .itemSize(let bytes):
      "the item has \(bytes) bytes; \(ItemSize.largest) are allowed"
    }
  }
}

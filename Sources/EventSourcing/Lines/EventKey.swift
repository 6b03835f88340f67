/// The keys of an event's line, in the order in which they are written.
enum EventKey: UInt8, CaseIterable {
  case aggregateID, aggregateVersion, eventID, eventVersion, eventType, metadata

  var name: StaticString {
    switch self {
    case .aggregateID: "aggregateId"
    case .aggregateVersion: "aggregateVersion"
    case .eventID: "eventId"
    case .eventVersion: "eventVersion"
    case .eventType: "eventType"
    case .metadata: "metadata"
    }
  }

  /// The key with these bytes, nil if there is none; the lengths of all six differ.
  init?(_ bytes: UnsafeRawBufferPointer) {
    switch bytes.count {
    case 11: self = .aggregateID
    case 16: self = .aggregateVersion
    case 7: self = .eventID
    case 12: self = .eventVersion
    case 9: self = .eventType
    case 8: self = .metadata
    default: return nil
    }
    let name = name.utf8Start
    for place in 0..<bytes.count where bytes[place] != name[place] { return nil }
  }
}

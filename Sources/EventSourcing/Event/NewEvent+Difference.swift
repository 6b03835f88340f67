extension NewEvent {
  /// The first key in which a stored event of the same id is another event, nil if it is the same.
  ///
  /// A version that was left open is that of any.
  public func difference(from stored: Event) -> String? {
    if aggregateID != stored.aggregateID { return "aggregateId" }
    if let aggregateVersion, aggregateVersion != stored.aggregateVersion {
      return "aggregateVersion"
    }
    if eventVersion != stored.eventVersion { return "eventVersion" }
    if eventType != stored.eventType { return "eventType" }
    return metadata == stored.metadata ? nil : "metadata"
  }
}

extension KSUID {
  /// The least id, all bits zero.
  public static let min = KSUID(timestamp: 0, payloadHigh: 0, payloadLow: 0)

  /// The greatest id, `aWgEPTl1tmebfsQzFP4bxwgy80V`.
  public static let max = KSUID(timestamp: .max, payloadHigh: .max, payloadLow: .max)

  /// The id after this one; ``min`` after ``max``.
  public var next: KSUID {
    var id = self
    id.payloadLow &+= 1
    if id.payloadLow == 0 { id.payloadHigh &+= 1 }
    if id.payloadLow == 0, id.payloadHigh == 0 { id.timestamp &+= 1 }
    return id
  }

  /// The id before this one; ``max`` before ``min``.
  public var previous: KSUID {
    var id = self
    if id.payloadLow == 0, id.payloadHigh == 0 { id.timestamp &-= 1 }
    if id.payloadLow == 0 { id.payloadHigh &-= 1 }
    id.payloadLow &-= 1
    return id
  }
}

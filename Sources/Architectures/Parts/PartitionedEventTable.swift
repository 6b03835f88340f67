import VirtualTime

/// A table of events in DynamoDB, and how it takes an append: one event by a conditional put, several by a
/// transaction.
struct PartitionedEventTable: Sendable {
  /// Write units that it has used.
  private(set) var writeUnits: Int64 = 0

  private let parameters: CloudParameters
  private var capacity: WriteCapacity
  private var latency: SeededRandom
  /// The items of a transaction; used again for the next.
  private var charges: [WriteCapacity.Charge] = []

  init(
    _ parameters: CloudParameters, seed: UInt64, _ architecture: ArchitectureName, start: Instant
  ) {
    self.parameters = parameters
    capacity = WriteCapacity(parameters.table, start: start)
    latency = SeededRandom(seed: seed, architecture, part: "put latency")
  }

  /// When an attempt is tested and answered.
  mutating func schedule(_ attempt: AppendAttempt, at now: Instant) -> AttemptSchedule {
    let count = attempt.writes.count
    guard count > 1 else {
      return AttemptSchedule(
        at: now.advanced(byMicroseconds: parameters.table.put.draw(&latency)))
    }
    return AttemptSchedule(
      transactionAt: now, latency: parameters.transaction.draw(items: count, &latency),
      holds: parameters.transaction.heldFrom...parameters.transaction.heldTo)
  }

  /// Tests the capacity, then the condition; a failed condition costs as much as a write
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html>).
  mutating func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, at now: Instant
  ) -> Admission {
    var units: Int64 = 0
    let throttle: Throttle?
    if attempt.writes.count == 1 {
      let write = attempt.writes[0]
      units = write.units
      throttle = capacity.take(.init(keyHash: write.aggregateHash, units: units), at: now)
    } else {
      charges.removeAll(keepingCapacity: true)
      for write in attempt.writes {
        charges.append(.init(keyHash: write.aggregateHash, units: 2 * write.units))
        units += 2 * write.units
      }
      throttle = capacity.take(charges, at: now)
    }
    if let throttle { return .refused(.throttled(throttle)) }
    writeUnits += units
    return conditionHolds ? .accepted : .refused(.versionConflict)
  }

  /// What is wrong, in words.
  var violations: [String] { capacity.violations }
}

import VirtualTime

/// How every table in DynamoDB takes an append: one event by a conditional put, several by a transaction.
enum TableAppend {
  /// When an attempt is tested and answered.
  static func schedule(
    _ attempt: AppendAttempt, _ parameters: CloudParameters, at now: Instant,
    _ random: inout SeededRandom
  ) -> AttemptSchedule {
    let count = attempt.writes.count
    guard count > 1 else {
      return AttemptSchedule(
        at: now.advanced(byMicroseconds: parameters.table.put.draw(&random)))
    }
    return AttemptSchedule(
      transactionAt: now, latency: parameters.transaction.draw(items: count, &random),
      holds: parameters.transaction.heldFrom...parameters.transaction.heldTo)
  }

  /// Tests the capacity, then the condition; a failed condition costs as much as a write
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html>).
  static func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, _ capacity: inout WriteCapacity,
    _ usage: inout CloudUsage, at now: Instant
  ) -> Admission {
    if let throttle = capacity.take(attempt.writes, at: now) {
      return .refused(.throttled(throttle))
    }
    usage.writeUnits += WriteCapacity.units(of: attempt.writes)
    return conditionHolds ? .accepted : .refused(.versionConflict)
  }
}

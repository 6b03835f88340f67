import VirtualTime

extension CloudParameters {
  /// What is out of its range, or contradicts something else, in words; nil if all can be run with.
  ///
  /// Whoever makes a cloud with a flaw is stopped by it there and then, not deep inside of a run.
  public var flaw: String? {
    tableFlaw ?? indexFlaw ?? transactionFlaw ?? streamFlaw ?? functionFlaw ?? queueFlaw
      ?? databaseFlaw ?? readerFlaw ?? backOffFlaw ?? faultFlaw
  }

  /// Stops whoever makes a cloud with a flaw.
  func requireNoFlaw() {
    if let flaw { preconditionFailure("parameters of a cloud: \(flaw)") }
  }

  private static let second: Int64 = 1_000_000
  private static let hour: Int64 = 3_600 * second
  private static let day: Int64 = 24 * hour

  private var tableFlaw: String? {
    Self.first([
      ("table.partitions", Int64(table.partitions), 1...10_000),
      ("table.unitsPerSecond", table.unitsPerSecond, 1...1_000_000),
      ("table.keptSeconds", table.keptSeconds, 1...3_600),
    ])
  }

  private var indexFlaw: String? {
    Self.first([
      ("index.unitsPerSecond", index.unitsPerSecond, 1...1_000_000),
      ("index.savedSeconds", index.savedSeconds, 0...3_600),
      ("index.backlogLimit", index.backlogLimit, 1...1 << 40),
      ("index.stallEveryMicroseconds", index.stallEveryMicroseconds, 0...30 * Self.day),
      ("index.stallLengthMicroseconds", index.stallLengthMicroseconds, 0...30 * Self.day),
    ])
  }

  private var transactionFlaw: String? {
    Self.first([
      ("transaction.itemMicroseconds", transaction.itemMicroseconds, 0...Self.second),
      ("transaction.heldTo", transaction.heldTo, 0...100),
      ("transaction.heldFrom", transaction.heldFrom, 0...max(0, transaction.heldTo)),
      ("transaction.streamKeys", Int64(transaction.streamKeys), 1...1_000),
    ])
  }

  private var streamFlaw: String? {
    Self.first([
      ("stream.shards", Int64(stream.shards), 1...1_000),
      ("stream.pollMicroseconds", stream.pollMicroseconds, 1...Self.hour),
      ("stream.visibleMicroseconds", stream.visibleMicroseconds, 0...Self.hour),
      ("stream.batch", Int64(stream.batch), 1...10_000),
      ("stream.keptMicroseconds", stream.keptMicroseconds, 1...30 * Self.day),
    ]) ?? Self.certain("stream.emptyPolls", stream.emptyPolls)
  }

  private var functionFlaw: String? {
    Self.first([
      ("function.overheadMicroseconds", function.overheadMicroseconds, 0...900 * Self.second),
      (
        "function.transactionEvents", Int64(function.transactionEvents),
        1...Int64(EventNumbering.mostEvents)
      ),
      ("function.idleMicroseconds", function.idleMicroseconds, 0...30 * Self.day),
      ("function.memoryMegabytes", function.memoryMegabytes, 128...10_240),
    ])
  }

  private var queueFlaw: String? {
    Self.first([
      ("queue.callsPerSecond", queue.callsPerSecond, 1...1_000_000),
      ("queue.sendBatch", Int64(queue.sendBatch), 1...10),
      ("queue.groups", Int64(queue.groups), 1...1_000),
      ("queue.receiveBatch", Int64(queue.receiveBatch), 1...10),
      ("queue.receiveMicroseconds", queue.receiveMicroseconds, 0...60 * Self.second),
      ("queue.deleteMicroseconds", queue.deleteMicroseconds, 0...60 * Self.second),
      ("queue.deduplicationMicroseconds", queue.deduplicationMicroseconds, 0...30 * Self.day),
      (
        "queue.retryMicroseconds", queue.retryMicroseconds,
        0...FIFOQueue.longestVisibilityTimeout
      ),
    ])
  }

  private var databaseFlaw: String? {
    Self.first([
      ("database.appendsPerUnit", database.appendsPerUnit, 1...100_000),
      ("database.mostThousandths", database.mostThousandths, 1...256_000),
      (
        "database.leastThousandths", database.leastThousandths, 0...max(0, database.mostThousandths)
      ),
      ("database.growAbove", database.growAbove, 0...100),
      ("database.growth", database.growth, 0...1_000),
      ("database.shrinkBelow", database.shrinkBelow, 0...max(0, database.growAbove)),
      ("database.stepThousandths", database.stepThousandths, 1...256_000),
      ("database.shrinkMicroseconds", database.shrinkMicroseconds, Self.second...Self.day),
      ("database.pauseMicroseconds", database.pauseMicroseconds, Self.second...Self.day),
      ("database.resumeMicroseconds", database.resumeMicroseconds, 0...Self.hour),
      ("database.transactionIDMicroseconds", database.transactionIDMicroseconds, 0...Self.second),
      ("ledger.blockMicroseconds", ledger.blockMicroseconds, 0...10 * Self.second),
    ])
  }

  private var readerFlaw: String? {
    Self.first([
      ("reader.pollMicroseconds", reader.pollMicroseconds, 1...Self.hour),
      ("reader.answerMicroseconds", reader.answerMicroseconds, 0...10 * Self.second),
      ("reader.pageBytes", reader.pageBytes, 1_024...1 << 30),
      ("reader.overlapSeconds", reader.overlapSeconds, 0...86_400),
      ("reader.overlapPositions", reader.overlapPositions, 0...1_000_000),
      ("reader.boundMicroseconds", reader.boundMicroseconds, 0...Self.hour),
      ("reader.boundDeviations", reader.boundDeviations, 0...100),
      ("reader.skewMicroseconds", reader.skewMicroseconds, 0...Self.hour),
    ])
  }

  private var backOffFlaw: String? {
    Self.first([
      ("backOff.attempts", Int64(backOff.attempts), 1...1_000),
      ("backOff.firstMicroseconds", backOff.firstMicroseconds, 1...Self.hour),
      ("backOff.longestMicroseconds", backOff.longestMicroseconds, 1...Self.hour),
    ])
  }

  private var faultFlaw: String? {
    Self.first([
      ("faults.redeliveryMicroseconds", faults.redeliveryMicroseconds, 0...Self.hour),
      ("faults.lostAnswerMicroseconds", faults.lostAnswerMicroseconds, 1...Self.hour),
      ("faults.clockStepMicroseconds", faults.clockStepMicroseconds, 0...Self.hour),
      ("faults.clockDriftPerMillion", faults.clockDriftPerMillion, 0...100_000),
    ]) ?? Self.certain("faults.crashes", faults.crashes)
  }

  /// The first value that is out of its range, in words.
  private static func first(_ values: [(String, Int64, ClosedRange<Int64>)]) -> String? {
    for (name, value, range) in values where !range.contains(value) {
      return "\(name) is \(value), and has to be \(range.lowerBound) to \(range.upperBound)"
    }
    return nil
  }

  /// What always happens would happen again and again for ever.
  private static func certain(_ name: String, _ share: Ratio) -> String? {
    share.part == share.whole ? "\(name) is 1, and has to be less" : nil
  }
}

public import EventSourcing
public import VirtualTime

/// Events, their entries in the global stream and a global counter, all in one transaction.
///
/// Three items: the event on the condition that its version is free, the entry under one of a few keys, and
/// the counter on the condition that it stands where the writer read it. The stream is dense, total and read
/// strongly consistent: nothing lags and nothing is missed. But the counter is one item: of the writers that
/// meet there one goes on, and the others are cancelled.
///
/// A transaction is one shot: nothing can be read inside it, so the counter is read before
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html>).
public struct DynamoDBTransactions: Sendable {
  /// What it was made with.
  public let parameters: CloudParameters
  /// What it has used of the cloud.
  public private(set) var usage = CloudUsage()
  /// The number of the last event.
  public private(set) var head: Int64

  private var capacity: WriteCapacity
  var shown: CommittedEntries
  /// Transactions cancelled so far.
  private var cancelled: Int64 = 0
  /// The attempt whose transaction holds the counter; nil if it is free.
  private var holder: Int?
  private var latency: SeededRandom
  /// The items of an attempt; used again for the next.
  private var charges: [WriteCapacity.Charge] = []

  /// The key of the counter: one item, in one partition.
  private static let counterKey = StableHash.of("COUNTER")

  /// Creates an idle cloud.
  /// - Parameters:
  ///   - parameters: What can be turned; without ``CloudParameters/flaw``.
  ///   - seed: The run's seed.
  ///   - start: The instant at which all capacity is there.
  ///   - lastNumber: The number of the last event that the stream shows already.
  public init(
    parameters: CloudParameters = CloudParameters(), seed: UInt64, start: Instant,
    lastNumber: Int64 = 0
  ) {
    parameters.requireNoFlaw()
    self.parameters = parameters
    head = lastNumber
    shown = CommittedEntries(now: start)
    capacity = WriteCapacity(parameters.table, start: start)
    latency = SeededRandom(seed: seed, Self.name, part: "transaction latency")
  }

  /// Items of an append: each event with its entry, and the counter.
  private func items(of attempt: AppendAttempt) -> Int { 2 * attempt.writes.count + 1 }
}

extension DynamoDBTransactions: Architecture, ShownAtCommit {
  /// `dynamodb-transactions`.
  public static let name = ArchitectureName.dynamoDBTransactions

  /// The order of commits, read as soon as it is acknowledged.
  public var guarantees: Guarantees {
    Guarantees(globalOrder: .total, appearsBehindCursor: false, readsOwnWrites: true)
  }

  /// By number, spread over a few keys.
  public var stream: StreamForm { .numbers(partitionKeys: parameters.transaction.streamKeys) }

  /// A strongly consistent read of the table.
  public var aggregateRead: LatencyCurve { parameters.table.read }

  /// A strongly consistent read of the counter.
  public var headRead: LatencyCurve? { parameters.table.read }

  // MARK: Appending

  /// Its items are held from the prepare to the release.
  public mutating func schedule(_ attempt: AppendAttempt, at now: Instant) -> AttemptSchedule {
    AttemptSchedule(
      transactionAt: now,
      latency: parameters.transaction.draw(items: items(of: attempt), &latency),
      holds: parameters.transaction.heldFrom...parameters.transaction.heldTo)
  }

  /// Tests what others hold, then the version, then the counter; what is cancelled costs as much.
  public mutating func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, at now: Instant
  ) -> Admission {
    usage.headReadUnits += 1
    let units = charge(attempt)
    if let throttle = capacity.take(charges, at: now) {
      return .refused(.throttled(throttle))
    }
    usage.writeUnits += units
    let refusal: Refusal? =
      if holder != nil {
        .transactionConflict
      } else if !conditionHolds {
        .versionConflict
      } else {
        attempt.head == head ? nil : .staleHead
      }
    if let refusal {
      cancelled += 1
      return .refused(refusal)
    }
    holder = attempt.number
    return .accepted
  }

  /// Fills ``charges`` with every item twice, for the prepare and the commit.
  ///
  /// An entry of the stream is as large as its event, and stands under the number that the writer wants it to
  /// have.
  /// - Returns: The units of all.
  private mutating func charge(_ attempt: AppendAttempt) -> Int64 {
    charges.removeAll(keepingCapacity: true)
    charges.append(.init(keyHash: Self.counterKey, units: 2))
    var units: Int64 = 2
    for (place, write) in attempt.writes.enumerated() {
      let entryKey = WriteCapacity.keyHash(
        ofNumber: attempt.head + Int64(place) + 1, of: parameters.transaction.streamKeys)
      charges.append(.init(keyHash: write.aggregateHash, units: 2 * write.units))
      charges.append(.init(keyHash: entryKey, units: 2 * write.units))
      units += 4 * write.units
    }
    return units
  }

  /// Numbers an event, and shows it in the same instant.
  public mutating func committed(_ write: StreamWrite, of attempt: Int?, at now: Instant) {
    head += 1
    shown.add(StreamEntry(write, key: StreamKey(number: head), partition: 0, visibleAt: now))
  }

  /// Lets go of the counter.
  public mutating func release(_ attempt: Int, at now: Instant) {
    if holder == attempt { holder = nil }
  }

  /// The counter, and who was cancelled on its account.
  public func loads(at now: Instant) -> [PartLoad] {
    [PartLoad(number: 0, name: "counter", waiting: shown.count, passed: head, refused: cancelled)]
  }

  /// What is wrong, in words.
  public var violations: [String] { capacity.violations }
}

public import EventSourcing
public import VirtualTime

/// A table in DynamoDB, and over it an index by KSUID that makes the global stream.
///
/// The table's partitions and the index's shards each take 1,000 write units a second. Appends are
/// decided by the table at once; the index follows by itself, each entry after a delay of its own. An id
/// has a resolution of one second, so even with perfect clocks the events of one second stand in random
/// order; skewed clocks and the delay make an event appear *behind* ids that a reader has passed.
public struct DynamoDBWithKSUIDs: Sendable {
  /// Index shards for new events; events keep the shard they were stored with.
  public private(set) var shardCount: Int
  /// What it was made with.
  public let parameters: CloudParameters
  /// Every index shard ever used, by number.
  public private(set) var shards: [IndexShard] = []
  /// Entries handed to a sink so far.
  public private(set) var visibleEntries: Int64 = 0
  /// Attempts refused so far.
  public private(set) var throttledAttempts: Int64 = 0

  private var table: PartitionedEventTable
  private var indexUnits: Int64 = 0
  private var inFlight = Schedule<StreamEntry>()
  private var committedEvents: Int64 = 0
  private var shardChoice: SeededRandom
  private let seed: UInt64
  private let start: Instant
  private var now: Instant

  /// Creates an idle cloud.
  /// - Parameters:
  ///   - shards: Index shards, from 1.
  ///   - parameters: What can be turned; without ``CloudParameters/flaw``.
  ///   - seed: The run's seed.
  ///   - start: The instant at which all capacity is there.
  public init(
    shards: Int, parameters: CloudParameters = CloudParameters(), seed: UInt64, start: Instant
  ) {
    parameters.requireNoFlaw()
    self.parameters = parameters
    self.seed = seed
    self.start = start
    now = start
    shardCount = shards
    shardChoice = SeededRandom(seed: seed, Self.name, part: "shard choice")
    table = PartitionedEventTable(parameters, seed: seed, Self.name, start: start)
    setPartitionCount(shards)
  }
}

extension DynamoDBWithKSUIDs: Architecture {
  /// `dynamodb-ksuid`.
  public static let name = ArchitectureName.dynamoDBWithKSUIDs

  /// No order, and events appear behind cursors.
  public var guarantees: Guarantees {
    Guarantees(globalOrder: .none, appearsBehindCursor: true, readsOwnWrites: false)
  }

  /// By event id in each index shard.
  public var stream: StreamForm { .eventIDs }

  /// A strongly consistent read of the table.
  public var aggregateRead: LatencyCurve { parameters.table.read }

  /// What table and index used.
  public var usage: CloudUsage {
    var usage = CloudUsage()
    usage.writeUnits = table.writeUnits + indexUnits
    return usage
  }

  // MARK: Appending

  /// Gives an event its index shard; table partition and shard are taken from different bits of the hash.
  public mutating func place(_ write: inout TableWrite) {
    guard write.shard == 0 else { return }
    switch parameters.index.placement {
    case .byAggregate: write.shard = Int32(Int(write.aggregateHash >> 32) % shardCount + 1)
    case .atRandom: write.shard = Int32(shardChoice.index(below: shardCount) + 1)
    }
  }

  /// One event is a conditional put, several are a transaction.
  public mutating func schedule(_ attempt: AppendAttempt, at now: Instant) -> AttemptSchedule {
    table.schedule(attempt, at: now)
  }

  /// Tests the backlogs of the index shards, then the table's capacity, then the condition.
  public mutating func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, at now: Instant
  ) -> Admission {
    for write in attempt.writes where !attempt.isRepeated {
      let shard = index(ofShard: Int(write.shard))
      guard shards[shard].backlogUnits < parameters.index.backlogLimit else {
        shards[shard].throttledAttempts += 1
        throttledAttempts += 1
        return .refused(.throttled(Throttle(reason: .indexPartition, number: Int(write.shard))))
      }
    }
    let admission = table.admit(attempt, conditionHolds: conditionHolds, at: now)
    if case .refused(.throttled) = admission { throttledAttempts += 1 }
    return admission
  }

  /// Sends a committed event on its way into the index.
  ///
  /// After a store is reopened, what is committed and not in the index is given here again, each event
  /// once: deliveries in flight are never stored.
  public mutating func committed(_ write: StreamWrite, of attempt: Int?, at now: Instant) {
    committedEvents += 1
    indexUnits += write.units
    shards[index(ofShard: Int(write.shard))].enqueue(write, at: now)
  }

  // MARK: Replicating

  /// When a shard applies an entry, or one becomes visible.
  public var nextInstant: Instant? {
    var next = inFlight.nextInstant
    for index in shards.indices {
      guard let application = nextApplication(ofShardAt: index) else { continue }
      next = min(next ?? application, application)
    }
    return next
  }

  /// Entries that wait in backlogs or are in flight.
  public var pendingEntries: Int64 { committedEvents - visibleEntries }

  /// Applies what is due, and shows what has come through.
  public mutating func advance(to now: Instant, into sink: inout [StreamEntry]) {
    self.now = max(self.now, now)
    for index in shards.indices {
      while let instant = nextApplication(ofShardAt: index), instant <= now,
        let (write, visibleAt) = shards[index].applyFirst(at: instant)
      {
        inFlight.insert(
          StreamEntry(
            write, key: StreamKey(write.eventID), partition: Int32(shards[index].number),
            visibleAt: visibleAt),
          at: visibleAt)
      }
    }
    while let (_, entry) = inFlight.popFirst(through: now) {
      let index = index(ofShard: Int(entry.partition))
      shards[index].entriesInFlight -= 1
      shards[index].visibleEntries += 1
      visibleEntries += 1
      sink.append(entry)
    }
  }

  // MARK: Parts

  /// Changes the number of index shards.
  public mutating func setPartitionCount(_ count: Int) {
    precondition(count >= 1, "\(count) index shards")
    shardCount = count
    for number in 1...count { _ = index(ofShard: number) }
  }

  /// The index shards for new events, and those of before in which something is on its way or was.
  public func loads(at now: Instant) -> [PartLoad] {
    shards.filter {
      (1...shardCount).contains($0.number) || $0.backlogUnits > 0 || $0.entriesInFlight > 0
        || $0.visibleEntries > 0
    }.map { shard in
      PartLoad(
        number: shard.number, name: shard.number == 0 ? "EVENT" : "EVENT_\(shard.number)",
        waiting: shard.backlogUnits + Int64(shard.entriesInFlight), passed: shard.appliedUnits,
        passablePerSecond: shard.unitsPerSecond, refused: shard.throttledAttempts,
        isStalled: parameters.index.stalls?.end(
          ofShard: shard.number, of: shardCount, at: now, since: start) != nil)
    }
  }

  private func nextApplication(ofShardAt index: Int) -> Instant? {
    guard let instant = shards[index].nextApplication else { return nil }
    guard let stalls = parameters.index.stalls else { return instant }
    return stalls.end(
      ofShard: shards[index].number, of: shardCount, at: instant, since: start) ?? instant
  }

  /// The place of a shard in ``shards``; one that is met for the first time is added.
  private mutating func index(ofShard number: Int) -> Int {
    // Mostly all of 1 to N are there and nothing else.
    if number >= 1, number <= shards.count, shards[number - 1].number == number {
      return number - 1
    }
    let index = shards.firstIndex { $0.number >= number } ?? shards.count
    if index < shards.count, shards[index].number == number { return index }
    shards.insert(
      IndexShard(
        number: number, unitsPerSecond: parameters.index.unitsPerSecond,
        savedSeconds: parameters.index.savedSeconds, lag: parameters.index.lag, start: start,
        random: SeededRandom(seed: seed, Self.name, part: "index shard \(number) lag")),
      at: index)
    return index
  }

  /// What is wrong, in words; empty as long as nothing was lost or doubled on the way to the index.
  public var violations: [String] {
    var violations = shards.flatMap(\.violations) + table.violations
    var waiting: Int64 = 0
    for shard in shards { waiting += shard.waitingEntries }
    if waiting + Int64(inFlight.count) != pendingEntries {
      violations.append(
        "\(waiting) entries wait and \(inFlight.count) are in flight, \(pendingEntries) should")
    }
    for shard in shards {
      let inFlight = inFlight.unordered.count { Int($0.partition) == shard.number }
      if inFlight != shard.entriesInFlight {
        violations.append(
          "shard \(shard.number) counts \(shard.entriesInFlight) in flight, \(inFlight) are")
      }
    }
    return violations
  }
}

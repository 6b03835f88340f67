public import EventSourcing
public import VirtualTime

/// A table in DynamoDB, and over it an index by KSUID that makes the global stream.
///
/// The table's partitions and the index's shards each take 1,000 write units a second. Appends are
/// decided by the table at once; the index follows by itself, each entry after a delay of its own. An id
/// has a resolution of one second, so even with perfect clocks the events of one second stand in random
/// order; skewed clocks and the delay make an event appear *behind* ids that a reader has passed.
///
/// It is a value that knows neither clock nor thread: whoever drives it says what time it is, and gets
/// what became visible. The same code runs live and in virtual time.
///
///     admit → (the driver commits) → committed → advance → entries, in the order of visibility
public struct DynamoDBWithKSUIDs: Sendable {
  /// The architecture's name on the command line, and in the seeds of its parts.
  public static let name = "dynamodb-ksuid"

  /// What its global stream promises.
  public static let guarantees = Guarantees(
    globalOrder: .none, appearsBehindCursor: true, readsOwnWrites: false)

  /// Index shards for new events; events keep the shard they were stored with.
  public private(set) var shardCount: Int
  /// What it was made with.
  public let parameters: Parameters
  /// Every index shard ever used, by number.
  public private(set) var shards: [IndexShard] = []
  /// Entries handed to a sink so far.
  public private(set) var visibleEntries: Int64 = 0
  /// Appends refused so far.
  public private(set) var throttledAppends: Int64 = 0

  private var partitions: [TokenBucket]
  private var inFlight = Schedule<IndexEntry>()
  private var committedEvents: Int64 = 0
  private var shardChoice: SeededRandom
  private let seed: UInt64
  private let start: Instant

  /// Creates an idle cloud.
  /// - Parameters:
  ///   - shards: Index shards, from 1.
  ///   - parameters: What can be turned.
  ///   - seed: The run's seed.
  ///   - start: The instant at which all capacity is there.
  public init(shards: Int, parameters: Parameters = Parameters(), seed: UInt64, start: Instant) {
    self.parameters = parameters
    self.seed = seed
    self.start = start
    shardCount = shards
    shardChoice = SeededRandom(seed: seed, architecture: Self.name, part: "shard choice")
    partitions = (0..<parameters.tablePartitions).map { _ in
      TokenBucket(
        unitsPerSecond: parameters.unitsPerSecond, keptSeconds: parameters.keptSeconds,
        start: start)
    }
    setShardCount(shards)
  }

  /// Changes the number of index shards, for new events only.
  public mutating func setShardCount(_ count: Int) {
    precondition(count >= 1, "\(count) index shards")
    shardCount = count
    for number in 1...count { _ = index(ofShard: number) }
  }
}

// MARK: - Appending

extension DynamoDBWithKSUIDs {
  /// Decides where an event goes: table partition and index shard are taken from different bits of the
  /// hash of its aggregate.
  /// - Parameters:
  ///   - aggregate: The aggregate that it is for.
  ///   - bytes: The size of the item.
  /// - Returns: What it asks of the table.
  public mutating func place(_ aggregate: AggregateID, bytes: Int) -> TableWrite {
    let hash = StableHash.of(aggregate.bytes)
    let shard =
      switch parameters.shardPlacement {
      case .byAggregate: Int(hash >> 32) % shardCount
      case .atRandom: shardChoice.index(below: shardCount)
      }
    return TableWrite(
      partition: Int(hash & 0xFFFF_FFFF) % partitions.count, shard: shard + 1,
      units: TableWrite.units(ofBytes: bytes))
  }

  /// Takes the capacity for an append, at the end of its attempt.
  ///
  /// Several events are a transaction, which costs the table twice the units.
  /// - Parameters:
  ///   - writes: Its events, placed.
  ///   - now: The instant at which the attempt ends.
  /// - Returns: Whether the append may commit; if not, no capacity is taken.
  public mutating func admit(_ writes: [TableWrite], at now: Instant) -> Admission {
    for write in writes {
      let shard = index(ofShard: write.shard)
      guard shards[shard].backlogUnits < parameters.backlogLimit else {
        shards[shard].throttledAppends += 1
        return refuse(.init(reason: .indexPartition, number: write.shard))
      }
    }
    for partition in partitions.indices {
      let units = units(of: writes, in: partition)
      guard partitions[partition].holds(units, at: now) else {
        return refuse(.init(reason: .tablePartition, number: partition))
      }
    }
    for partition in partitions.indices {
      _ = partitions[partition].take(units(of: writes, in: partition), at: now)
    }
    return .accepted
  }

  private mutating func refuse(_ throttle: Throttle) -> Admission {
    throttledAppends += 1
    return .throttled(throttle)
  }

  /// The units that an append asks of a partition.
  ///
  /// More than it can ever hold counts as all it holds:
  /// such an append waits for a full bucket, not for ever.
  private func units(of writes: [TableWrite], in partition: Int) -> Int64 {
    var units: Int64 = 0
    for write in writes where write.partition == partition { units += write.units }
    return min(writes.count > 1 ? 2 * units : units, partitions[partition].capacity)
  }
}

// MARK: - Replicating

extension DynamoDBWithKSUIDs {
  /// Sends a committed event on its way into the index.
  ///
  /// After a store is reopened, what is committed and not in the index is given here again, each event
  /// once: deliveries in flight are never stored.
  /// - Parameters:
  ///   - write: The event.
  ///   - shard: The index shard that it was stored with, from 0.
  ///   - now: The instant of the commit, or of the reopening; not before the last ``advance(to:into:)``.
  public mutating func committed(_ write: IndexWrite, shard: Int, at now: Instant) {
    committedEvents += 1
    shards[index(ofShard: shard)].enqueue(write, at: now)
  }

  /// When something is to be done next; nil if nothing is on its way.
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

  /// Does everything that is due up to an instant.
  /// - Parameters:
  ///   - now: The instant; time never goes back.
  ///   - sink: Where entries that became visible are added, in the order of visibility.
  public mutating func advance(to now: Instant, into sink: inout [IndexEntry]) {
    for index in shards.indices {
      while let instant = nextApplication(ofShardAt: index), instant <= now,
        let (write, visibleAt) = shards[index].applyFirst(at: instant)
      {
        inFlight.insert(
          IndexEntry(
            position: write.position, eventID: write.eventID, shard: shards[index].number,
            committedAt: write.committedAt, visibleAt: visibleAt),
          at: visibleAt)
      }
    }
    while let (_, entry) = inFlight.popFirst(through: now) {
      let index = index(ofShard: entry.shard)
      shards[index].entriesInFlight -= 1
      shards[index].visibleEntries += 1
      visibleEntries += 1
      sink.append(entry)
    }
  }

  /// Whether a shard has stopped applying for a while.
  public func isStalled(shard: Int, at now: Instant) -> Bool {
    parameters.stalls?.end(ofShard: shard, of: shardCount, at: now, since: start) != nil
  }

  private func nextApplication(ofShardAt index: Int) -> Instant? {
    guard let instant = shards[index].nextApplication else { return nil }
    return parameters.stalls?.end(
      ofShard: shards[index].number, of: shardCount, at: instant, since: start) ?? instant
  }

  /// The place of a shard in ``shards``; one that is met for the first time is added.
  private mutating func index(ofShard number: Int) -> Int {
    let index = shards.firstIndex { $0.number >= number } ?? shards.count
    if index < shards.count, shards[index].number == number { return index }
    shards.insert(
      IndexShard(
        number: number, unitsPerSecond: parameters.unitsPerSecond,
        savedSeconds: parameters.savedSeconds, lag: parameters.indexLag, start: start,
        random: SeededRandom(
          seed: seed, architecture: Self.name, part: "index shard \(number) lag")),
      at: index)
    return index
  }

  /// What is wrong, in words; empty as long as nothing was lost or doubled on the way to the index.
  package var violations: [String] {
    var violations = shards.flatMap(\.violations)
    var waiting: Int64 = 0
    for shard in shards { waiting += shard.waitingEntries }
    if waiting + Int64(inFlight.count) != pendingEntries {
      violations.append(
        "\(waiting) entries wait and \(inFlight.count) are in flight, \(pendingEntries) should")
    }
    for shard in shards {
      let inFlight = inFlight.unordered.count { $0.shard == shard.number }
      if inFlight != shard.entriesInFlight {
        violations.append(
          "shard \(shard.number) counts \(shard.entriesInFlight) in flight, \(inFlight) are")
      }
    }
    return violations
  }
}

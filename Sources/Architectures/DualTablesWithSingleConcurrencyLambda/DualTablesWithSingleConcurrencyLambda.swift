import DequeModule
public import EventSourcing
public import VirtualTime

/// A table of events, and a second one in which a function numbers them: its one invocation at a
/// time takes the first table's change stream, batch by batch.
///
/// Numbers are dense, in the order in which the function comes to the stream's shards: each
/// aggregate's own order, not the order of commits. The global stream lags by the stream, the
/// polling and the invocation; above what one invocation at a time can do, the lag grows without
/// bound. Cold starts and crashes are lag too, and nothing else: a batch that comes a second time
/// finds its mark.
///
/// With reserved concurrency 1 the batches of several shards wait for each other
/// (<https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html>): first come,
/// first served.
public struct DualTablesWithSingleConcurrencyLambda: Sendable {
  /// What it was made with.
  public let parameters: CloudParameters
  /// The first table's change stream.
  public private(set) var changes: ChangeStream
  /// The function.
  public private(set) var function: Function
  /// What it numbers in the second table; each shard is a source.
  public private(set) var numbering: EventNumbering

  private var table: PartitionedEventTable
  /// The second table's capacity.
  private var secondCapacity: WriteCapacity
  private var committedEvents: Int64 = 0
  private var redeliveries: SeededRandom

  /// Batches that wait for the function.
  private var waiting = Deque<Batch>()
  /// Batches that will be delivered a second time.
  private var repeats = Schedule<Batch>()
  private var invocation: Invocation?
  /// What the invocation has read and not numbered before; used again for the next.
  private var records: [StreamWrite] = []

  /// What an invocation is given.
  private enum Batch {
    /// The batch of a shard.
    case batch(shard: Int)
    /// Records of a shard that had a successful invocation before.
    case again(shard: Int, [StreamWrite])
  }

  /// The invocation that runs.
  private struct Invocation {
    let batch: Batch
    /// The shard of its batch.
    let shard: Int
    /// How many transactions are done, and after how many it crashes.
    var transactions = 0
    var crashesAfter: Int?
    /// How many records are numbered.
    var numberedRecords = 0
    var step = Step.goOn
    var due: Instant
  }

  private enum Step {
    /// It begins the next transaction, or ends.
    case goOn
    /// Its transaction's items are released; the answer comes later.
    case release(answer: Instant)
  }

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
    changes = ChangeStream(parameters.stream, seed: seed, Self.name, start: start)
    function = Function(
      parameters.function, crashes: parameters.faults.crashes, seed: seed, Self.name,
      part: "function")
    numbering = EventNumbering(
      sources: parameters.stream.shards, lastNumber: lastNumber, parameters.transaction, seed: seed,
      Self.name)
    table = PartitionedEventTable(parameters, seed: seed, Self.name, start: start)
    secondCapacity = WriteCapacity(parameters.table, start: start)
    redeliveries = SeededRandom(seed: seed, Self.name, part: "redeliveries")
  }
}

extension DualTablesWithSingleConcurrencyLambda: Architecture {
  /// `dual-table-lambda`.
  public static let name = ArchitectureName.dualTableLambda

  /// Each aggregate's own order; nothing appears behind a cursor.
  public var guarantees: Guarantees {
    Guarantees(globalOrder: .perAggregate, appearsBehindCursor: false, readsOwnWrites: false)
  }

  /// By number, spread over a few keys.
  public var stream: StreamForm { .numbers(partitionKeys: parameters.transaction.streamKeys) }

  /// A strongly consistent read of the first table.
  public var aggregateRead: LatencyCurve { parameters.table.read }

  /// What both tables and the function used.
  public var usage: CloudUsage {
    var usage = CloudUsage()
    usage.writeUnits = table.writeUnits
    usage.writeUnits += numbering.writeUnits
    function.add(to: &usage)
    return usage
  }

  // MARK: Appending

  /// One event is a conditional put, several are a transaction.
  public mutating func schedule(_ attempt: AppendAttempt, at now: Instant) -> AttemptSchedule {
    table.schedule(attempt, at: now)
  }

  /// Tests the table's capacity, then the condition.
  public mutating func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, at now: Instant
  ) -> Admission {
    table.admit(attempt, conditionHolds: conditionHolds, at: now)
  }

  /// Puts an event in the change stream.
  public mutating func committed(_ write: StreamWrite, of attempt: Int?, at now: Instant) {
    committedEvents += 1
    changes.add(write, at: now)
  }

  // MARK: Replicating

  /// When a poll finds something, the function does something, or a batch comes again.
  public var nextInstant: Instant? {
    var next = changes.nextPoll ?? .distantFuture
    if let invocation { next = min(next, invocation.due) }
    if let again = repeats.nextInstant { next = min(next, again) }
    return next == .distantFuture ? nil : next
  }

  /// Committed events that have no number yet.
  public var pendingEntries: Int64 { committedEvents - numbering.numberedEvents - lostEntries }

  /// What got too old in the change stream.
  public var lostEntries: Int64 { changes.lostRecords }

  /// Does what is due, in the order of time.
  public mutating func advance(to now: Instant, into sink: inout [StreamEntry]) {
    while let next = nextInstant, next <= now {
      if let invocation, invocation.due == next {
        proceed(at: next, into: &sink)
      } else if let (_, batch) = repeats.popFirst(through: next) {
        waiting.append(batch)
      } else if let shard = changes.poll(at: next) {
        waiting.append(.batch(shard: shard))
      }
      if invocation == nil, let batch = waiting.popFirst() { invoke(batch, at: next) }
    }
  }

  private mutating func invoke(_ batch: Batch, at now: Instant) {
    let shard: Int
    switch batch {
    case .batch(let number):
      shard = number
      changes.readBatch(
        ofShard: shard, at: now, takenThrough: numbering.mark(ofSource: shard), into: &records)
    case .again(let number, let read):
      shard = number
      records = read
    }
    var invocation = Invocation(batch: batch, shard: shard, due: now)
    // What was numbered before a crash stands first, as numbers are drawn in order.
    let mark = numbering.mark(ofSource: shard)
    invocation.numberedRecords = records.firstIndex { $0.position > mark } ?? records.count
    let left = records.count - invocation.numberedRecords
    let most = parameters.function.transactionEvents
    invocation.crashesAfter = function.crashPoint(among: (left + most - 1) / most)
    let length = function.begin(at: now) + parameters.function.overheadMicroseconds
    invocation.due = now.advanced(byMicroseconds: length)
    self.invocation = invocation
  }

  private mutating func proceed(at now: Instant, into sink: inout [StreamEntry]) {
    guard var invocation else { return }
    let first = invocation.numberedRecords
    let last = min(records.count, first + parameters.function.transactionEvents)
    switch invocation.step {
    case .release(let answer):
      for write in records[first..<last] {
        guard let entry = numbering.number(write, from: invocation.shard, at: now) else { continue }
        sink.append(entry)
      }
      numbering.release()
      invocation.numberedRecords = last
      invocation.transactions += 1
      invocation.step = .goOn
      invocation.due = answer
      self.invocation = invocation
    case .goOn where invocation.crashesAfter == invocation.transactions:
      function.end(crashed: true, at: now)
      // Nobody else has the function meanwhile: the batch comes again at once.
      waiting.prepend(invocation.batch)
      self.invocation = nil
    case .goOn where first == records.count:
      function.end(at: now)
      succeed(invocation.batch, at: now)
      self.invocation = nil
    case .goOn:
      switch numbering.begin(records[first..<last], at: now, &secondCapacity) {
      case .waiting(let end): invocation.due = end
      case .begun(let transaction):
        invocation.step = .release(answer: transaction.answer)
        invocation.due = transaction.commit
      }
      self.invocation = invocation
    }
  }

  private mutating func succeed(_ batch: Batch, at now: Instant) {
    guard case .batch(let shard) = batch else { return }
    changes.acknowledge(shard: shard, at: now)
    if redeliveries.happens(parameters.faults.redeliveries) {
      repeats.insert(
        .again(shard: shard, records),
        at: now.advanced(byMicroseconds: parameters.faults.redeliveryMicroseconds))
    }
  }

  /// Sets how many of the function's invocations crash.
  public mutating func setCrashes(_ share: Ratio) { function.crashes = share }

  /// The function, and what waits for it.
  public func loads(at now: Instant) -> [PartLoad] {
    [PartLoad(number: 0, name: "function", waiting: pendingEntries, passed: numbering.lastNumber)]
  }

  /// What is wrong, in words.
  public var violations: [String] {
    var violations = table.violations + secondCapacity.violations
    violations += changes.violations + numbering.violations
    var waiting: Int64 = 0
    for shard in 0..<changes.shardCount {
      waiting += changes.records(ofShard: shard, after: numbering.mark(ofSource: shard))
    }
    if waiting != pendingEntries {
      violations.append("\(waiting) records have no number yet, \(pendingEntries) should")
    }
    return violations
  }
}

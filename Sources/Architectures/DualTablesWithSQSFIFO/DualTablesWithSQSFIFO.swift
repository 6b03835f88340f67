import DequeModule
public import EventSourcing
public import VirtualTime

/// A table of events, and a second one in which consumers number them: a FIFO queue brings them
/// there.
///
/// A forwarder for each shard of the first table's change stream sends to the queue; a consumer for
/// each message group numbers a dense sequence of its own. One group is one sequence and one
/// consumer; several carry more, and keep each aggregate's own order only: the final stream stands
/// in the order of visibility, and a cursor holds a position in each group. (One counter for all of
/// them would be the one item at which writers collide.)
///
/// The queue drops what is sent a second time within five minutes; after that the consumer has to
/// know it, and does, by its mark. As consumer a Lambda function can't be held to one invocation by
/// a limit, as the least is two; one group is what does it
/// (<https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-lambda-eventsourcemapping-scalingconfig.html>).
///
/// As a *dual write* there are no forwarders: the command itself writes the first table and then
/// sends. One that dies between the two has stored its event, and the stream will never show it.
public struct DualTablesWithSQSFIFO: Sendable {
  /// What it was made with.
  public let parameters: CloudParameters
  /// The first table's change stream.
  public private(set) var changes: ChangeStream
  /// The queue.
  public private(set) var queue: FIFOQueue

  private var table: PartitionedEventTable
  /// The second table's capacity.
  private var secondCapacity: WriteCapacity
  private var committedEvents: Int64 = 0
  private var visibleEntries: Int64 = 0

  private var forwarders: [Forwarder]
  private var consumers: [Consumer]
  /// When whose turn is; who finds something to do earlier is on it twice, and what is not due is
  /// void.
  private var agenda = Schedule<Turn>()

  /// What commands have stored and not sent yet, in the order of their calls.
  private var outbox = Deque<StreamWrite>()
  private var deaths: SeededRandom
  private var deadEvents: Int64 = 0
  /// The command that was last seen writing, and whether it dies before it sends.
  private var command: (attempt: Int, dies: Bool)?

  private enum Turn {
    case forwarder(Int)
    case consumer(Int)
    /// A command sends.
    case command
  }

  /// Creates an idle cloud.
  /// - Parameters:
  ///   - parameters: What can be turned; without ``CloudParameters/flaw``.
  ///   - seed: The run's seed.
  ///   - start: The instant at which all capacity is there.
  ///   - lastNumbers: The number of the last event that the stream shows already of each group;
  ///     none: 0.
  public init(
    parameters: CloudParameters = CloudParameters(), seed: UInt64, start: Instant,
    lastNumbers: [Int64] = []
  ) {
    parameters.requireNoFlaw()
    self.parameters = parameters
    changes = ChangeStream(parameters.stream, seed: seed, Self.name, start: start)
    queue = FIFOQueue(parameters.queue, seed: seed, Self.name, start: start)
    forwarders = (0..<parameters.stream.shards).map { shard in
      Forwarder(shard: shard, parameters, seed: seed, Self.name)
    }
    consumers = (0..<parameters.queue.groups).map { group in
      let last = lastNumbers.indices.contains(group) ? lastNumbers[group] : 0
      return Consumer(group: group, lastNumber: last, parameters, seed: seed, Self.name)
    }
    table = PartitionedEventTable(parameters, seed: seed, Self.name, start: start)
    secondCapacity = WriteCapacity(parameters.table, start: start)
    deaths = SeededRandom(seed: seed, Self.name, part: "dual write deaths")
  }
}

extension DualTablesWithSQSFIFO: Architecture {
  /// `dual-table-sqs-fifo`.
  public static let name = ArchitectureName.dualTableSQSFIFO

  /// Each aggregate's own order; nothing appears behind a cursor.
  public var guarantees: Guarantees {
    Guarantees(globalOrder: .perAggregate, appearsBehindCursor: false, readsOwnWrites: false)
  }

  /// By number in each group, spread over a few keys.
  public var stream: StreamForm { .numbers(partitionKeys: parameters.transaction.streamKeys) }

  /// A strongly consistent read of the first table.
  public var aggregateRead: LatencyCurve { parameters.table.read }

  /// What both tables, the functions and the queue used.
  public var usage: CloudUsage {
    var usage = CloudUsage()
    usage.writeUnits = table.writeUnits
    for forwarder in forwarders { forwarder.function.add(to: &usage) }
    for consumer in consumers {
      consumer.function.add(to: &usage)
      usage.writeUnits += consumer.numbering.writeUnits
    }
    usage.queueCalls = queue.calls
    usage.messagesSent = queue.sentMessages
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

  /// Puts an event in the change stream; in a dual write the command sends it itself, if it lives
  /// to do so.
  public mutating func committed(_ write: StreamWrite, of attempt: Int?, at now: Instant) {
    committedEvents += 1
    guard parameters.queue.isDualWrite else { return changes.add(write, at: now) }
    if let attempt, dies(attempt) {
      deadEvents += 1
    } else {
      outbox.append(write)
      agenda.insert(.command, at: queue.callToSend(at: now))
    }
  }

  /// Whether a command dies between its two writes: with all of its events, or with none.
  private mutating func dies(_ attempt: Int) -> Bool {
    if let command, command.attempt == attempt { return command.dies }
    let dies = deaths.happens(parameters.faults.dualWriteDeaths)
    command = (attempt, dies)
    return dies
  }

  /// The command is over.
  public mutating func release(_ attempt: Int, at now: Instant) {
    if command?.attempt == attempt { command = nil }
  }

  // MARK: Replicating

  /// When a poll finds something, or a forwarder, a consumer or a command does something.
  public var nextInstant: Instant? {
    guard let poll = changes.nextPoll else { return agenda.nextInstant }
    guard let turn = agenda.nextInstant else { return poll }
    return min(poll, turn)
  }

  /// Committed events that have no number yet.
  public var pendingEntries: Int64 { committedEvents - visibleEntries - lostEntries }

  /// What a dual write lost, and what got too old in the change stream.
  public var lostEntries: Int64 { deadEvents + changes.lostRecords }

  /// Does what is due, in the order of time.
  public mutating func advance(to now: Instant, into sink: inout [StreamEntry]) {
    let first = sink.count
    while let next = nextInstant, next <= now {
      if let poll = changes.nextPoll, poll <= next {
        guard let shard = changes.poll(at: poll) else { continue }
        forwarders[shard].batchFound(at: poll)
        plan(.forwarder(shard), at: forwarders[shard].due)
      } else if let (instant, turn) = agenda.popFirst(through: next) {
        take(turn, at: instant, into: &sink, after: first)
      }
    }
  }

  private mutating func plan(_ turn: Turn, at instant: Instant) {
    if instant < .distantFuture { agenda.insert(turn, at: instant) }
  }

  private mutating func take(
    _ turn: Turn, at now: Instant, into sink: inout [StreamEntry], after first: Int
  ) {
    switch turn {
    case .forwarder(let shard):
      guard forwarders[shard].due == now else { return }
      for write in forwarders[shard].act(at: now, &changes, &queue) {
        wakeConsumer(of: write, at: now)
      }
      plan(turn, at: forwarders[shard].due)
    case .consumer(let group):
      guard consumers[group].due == now else { return }
      let before = sink.count
      consumers[group].act(at: now, &queue, &secondCapacity, into: &sink)
      visibleEntries += Int64(sink.count - before)
      if before > first, sink.count > before { sortLast(of: &sink, after: first) }
      plan(turn, at: consumers[group].due)
    case .command:
      guard let write = outbox.popFirst() else { return }
      queue.send(CollectionOfOne(write), from: 0, at: now)
      wakeConsumer(of: write, at: now)
    }
  }

  private mutating func wakeConsumer(of write: StreamWrite, at now: Instant) {
    let group = queue.group(ofAggregate: write.aggregateHash)
    if consumers[group].messagesSent(queue, at: now) {
      plan(.consumer(group), at: consumers[group].due)
    }
  }

  /// Puts entries that became visible in the same instant in the order of groups.
  private func sortLast(of sink: inout [StreamEntry], after first: Int) {
    guard let last = sink.last else { return }
    var start = sink.count
    while start > first, sink[start - 1].visibleAt == last.visibleAt { start -= 1 }
    sink[start...].sort { ($0.partition, $0.key) < ($1.partition, $1.key) }
  }
}

extension DualTablesWithSQSFIFO {
  /// Sets how many of the forwarders' and consumers' invocations crash.
  public mutating func setCrashes(_ share: Ratio) {
    for index in forwarders.indices { forwarders[index].setCrashes(share) }
    for index in consumers.indices { consumers[index].setCrashes(share) }
  }

  /// The message groups, and what waits in each.
  public func loads(at now: Instant) -> [PartLoad] {
    consumers.indices.map { group in
      PartLoad(
        number: group, name: "group \(group)",
        waiting: Int64(queue.messages(ofGroup: group).count),
        passed: consumers[group].numbering.lastNumber)
    }
  }

  /// What is wrong, in words.
  public var violations: [String] {
    var violations = table.violations + secondCapacity.violations
    violations += changes.violations + queue.violations
    var waiting = Int64(outbox.count)
    for forwarder in forwarders {
      waiting += changes.records(ofShard: forwarder.shard, after: forwarder.sentThrough)
    }
    for consumer in consumers {
      violations += consumer.numbering.violations
      // An event that was sent twice stands there twice, and has one number to get.
      var positions: Set<Int64> = []
      for message in queue.messages(ofGroup: consumer.group)
      where message.write.position > consumer.numbering.mark(ofSource: message.source) {
        positions.insert(message.write.position)
      }
      waiting += Int64(positions.count)
    }
    if waiting != pendingEntries {
      violations.append("\(waiting) events have no number yet, \(pendingEntries) should")
    }
    return violations
  }
}

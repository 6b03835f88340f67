import Architectures
import EventSourcing
import VirtualTime

/// One architecture under one load in virtual time: it steps from instant to instant, each as soon as the one
/// before is done.
///
/// What moves: the cloud, the writers, the readers. The next of them that is due is moved; at the same instant
/// the cloud comes first, then the writers, then the readers.
struct SimulatedRun<Cloud: Architecture> {
  /// What a writer does next.
  private enum Step {
    /// Its read of the aggregate is at mid-flight.
    case sampleVersion
    /// Its read of the head is at mid-flight.
    case sampleHead
    /// It has decided, and issues its append.
    case issue
    /// Its attempt is tested.
    case admit
    /// Its attempt commits.
    case commit
    /// Its attempt is answered.
    case answer
    /// It has waited after a refusal, and tries again.
    case tryAgain
    /// It did not hear the answer, and asks again with the same event.
    case askAgain
  }

  private(set) var cloud: Cloud
  var recorder: RunRecorder
  private(set) var followers: [StreamFollower]
  var delays: [Durations]

  private let options: SimulationOptions
  private let end: Instant
  private var writers: [SimulatedWriter]
  private(set) var table: SimulatedTable
  private var agenda = Schedule<(writer: Int, step: Step)>()
  private var readLatency: SeededRandom
  private var headLatency: SeededRandom
  private var entries: [StreamEntry] = []
  private var deliveries: [Delivery] = []
  /// When a reader asks next, as far as that changes anything.
  private var readerNext = Instant.distantFuture
  /// What each reader was handed.
  private var delivered: [PositionSet]
  private var now = Instant.simulationStart
  /// What the cloud had used when the duration was over; nil before.
  private(set) var usageAtEnd: CloudUsage?
  /// How many steps it has taken.
  private(set) var steps: Int64 = 0
  /// Whether it was cut off.
  private(set) var isPartial = false

  init(_ cloud: Cloud, partitions: ClosedRange<Int>, _ options: SimulationOptions) {
    self.cloud = cloud
    self.options = options
    let end = Instant.simulationStart.advanced(byMicroseconds: options.durationMicroseconds)
    self.end = end
    writers = (0..<options.writers).map { SimulatedWriter(number: $0, Cloud.name, options) }
    readLatency = SeededRandom(seed: options.seed, Cloud.name, part: "read latency")
    headLatency = SeededRandom(seed: options.seed, Cloud.name, part: "head read latency")
    let expected =
      Int128(options.eventsPerThousandSeconds) * Int128(options.durationMicroseconds)
      / 1_000_000_000
    let room = Int(min(expected + expected / 50 + 100, 1 << 32))
    table = SimulatedTable(aggregates: options.aggregates, expected: room)
    recorder = RunRecorder(
      cloud.stream, cloud.guarantees.globalOrder, expected: room, end: end)
    followers = options.readers.filter { $0.fits(cloud.guarantees) }.map { strategy in
      var parameters = options.cloud.reader
      parameters.skewMicroseconds = options.clockSkewMicroseconds
      var phase = SeededRandom(
        seed: options.seed, Cloud.name, part: "reader \(strategy.rawValue) phase")
      return StreamFollower(
        strategy, of: cloud.stream, partitions: partitions, parameters: parameters,
        firstPoll: .simulationStart.advanced(
          byMicroseconds: phase.number(in: 0...parameters.pollMicroseconds)))
    }
    delays = followers.map { _ in Durations() }
    delivered = followers.map { _ in PositionSet() }
    for writer in writers.indices { takeUp(writer, from: .simulationStart) }
  }

  /// How far it has come in the time in which appends fall due, in millionths.
  var progress: Int64 {
    let duration = max(1, options.durationMicroseconds)
    // A drain may take a hundred times the duration.
    let passed = min(now - .simulationStart, duration)
    return Int64(Int128(passed) * 1_000_000 / Int128(duration))
  }

  /// The time that has passed in it, the drain not counted, in microseconds.
  var elapsedMicroseconds: Int64 { min(now, end) - .simulationStart }

  /// Goes on for so many steps.
  /// - Returns: Whether anything is left to do.
  mutating func run(steps: Int) -> Bool {
    for _ in 0..<steps {
      let cloudNext = cloud.nextInstant ?? .distantFuture
      let agendaNext = agenda.nextInstant ?? .distantFuture
      let next = min(cloudNext, agendaNext, readerNext)
      if next >= end, usageAtEnd == nil { usageAtEnd = cloud.usage }
      guard next < .distantFuture else { return false }
      now = next
      self.steps += 1
      if cloudNext == next {
        show()
      } else if agendaNext == next, let (_, due) = agenda.popFirst(through: next) {
        take(due.step, due.writer)
      } else {
        poll()
      }
    }
    return true
  }

  /// Ends it where it stands.
  mutating func cutOff() { isPartial = true }

  /// Brings all up to the end, or to where it was cut off, and counts what fell due and was not done.
  mutating func finish() {
    if !isPartial { now = max(now, end) }
    show()
    let end = min(now, end)
    for writer in writers.indices {
      if writers[writer].isUnderWay {
        if !writers[writer].isTaken, writers[writer].dueAt < end { take(writer) }
        if writers[writer].isTaken, writers[writer].position == nil { recorder.unfinished += 1 }
      }
      while writers[writer].arrivals.next < end {
        recorder.taken += 1
        recorder.unfinished += 1
        writers[writer].arrivals.advance()
      }
    }
    // They ask on, whether they are handed something or not.
    for place in followers.indices { advance(follower: place, before: end, nil) }
  }

  /// The aggregates of committed events whose writers have not heard of it.
  var unheard: [Int] { writers.filter { $0.position != nil }.map(\.aggregate) }

  /// How many events a reader was handed, each counted once.
  func deliveredOnce(toReader place: Int) -> Int64 { delivered[place].count }

  // MARK: The stream

  private mutating func show() {
    cloud.advance(to: now, into: &entries)
    for entry in entries {
      recorder.becameVisible(entry)
      for place in followers.indices {
        // What they asked between found nothing, or it would have been a step of its own.
        advance(follower: place, before: entry.visibleAt, nil)
        followers[place].becameVisible(entry)
      }
    }
    entries.removeAll(keepingCapacity: true)
    planReaders()
  }

  private mutating func poll() {
    let horizon = TransactionHorizon(cloud.transactionHorizon(at: now), at: now)
    for place in followers.indices where followers[place].nextInstant == now {
      advance(follower: place, before: now.advanced(byMicroseconds: 1), horizon)
    }
    planReaders()
  }

  private mutating func planReaders() {
    readerNext = .distantFuture
    for place in followers.indices {
      if let next = followers[place].nextInstant { readerNext = min(readerNext, next) }
    }
  }

  private mutating func advance(
    follower place: Int, before instant: Instant, _ horizon: TransactionHorizon?
  ) {
    followers[place].advance(before: instant, horizon: horizon, deliveries: &deliveries)
    for delivery in deliveries {
      delays[place].add(delivery.delayMicroseconds)
      _ = delivered[place].insert(delivery.position)
    }
    deliveries.removeAll(keepingCapacity: true)
  }

  // MARK: The writers

  private mutating func take(_ step: Step, _ writer: Int) {
    switch step {
    case .sampleVersion:
      if !writers[writer].isTaken { take(writer) }
      writers[writer].version = table.versions[writers[writer].aggregate]
    case .sampleHead: writers[writer].attempt.head = cloud.head
    case .issue: issue(writer)
    case .admit: admit(writer)
    case .commit: commit(writer)
    case .answer: answer(writer)
    case .tryAgain:
      guard now < end else { return leave(writer) }
      readHead(writer, from: now)
    case .askAgain:
      guard now < end else { return }
      writers[writer].attempt.isRepeated = true
      attempt(writer)
    }
  }

  /// Counts an append that fell due and is taken up.
  private mutating func take(_ writer: Int) {
    writers[writer].isTaken = true
    recorder.taken += 1
    recorder.wait.add(writers[writer].waited)
  }

  /// Takes up the next append that is due, now or later.
  private mutating func takeUp(_ writer: Int, from instant: Instant) {
    let due = writers[writer].arrivals.next
    let start = max(instant, due)
    guard start < end else { return }
    writers[writer].arrivals.advance()
    writers[writer].isUnderWay = true
    writers[writer].isTaken = false
    writers[writer].dueAt = due
    writers[writer].waited = start - due
    writers[writer].aggregate = writers[writer].choice.index(below: options.aggregates)
    writers[writer].attempt.writes[0].aggregateHash = table.hashes[writers[writer].aggregate]
    writers[writer].attempt.writes[0].shard = 0
    writers[writer].attempt.isRepeated = false
    writers[writer].issuedAt = nil
    writers[writer].isToDrawID = true
    writers[writer].refusals = RefusalCount()
    readAggregate(writer, from: start)
  }

  private mutating func readAggregate(_ writer: Int, from start: Instant) {
    let latency = cloud.aggregateRead.draw(&readLatency)
    agenda.insert((writer, .sampleVersion), at: start.advanced(byMicroseconds: latency / 2))
    readHead(writer, from: start.advanced(byMicroseconds: latency))
  }

  /// Reads the head, where there is one, and issues the append.
  private mutating func readHead(_ writer: Int, from start: Instant) {
    guard let read = cloud.headRead else {
      agenda.insert((writer, .issue), at: start)
      return
    }
    let latency = read.draw(&headLatency)
    agenda.insert((writer, .sampleHead), at: start.advanced(byMicroseconds: latency / 2))
    agenda.insert((writer, .issue), at: start.advanced(byMicroseconds: latency))
  }

  private mutating func issue(_ writer: Int) {
    guard now < end else { return leave(writer) }
    if writers[writer].isToDrawID {
      writers[writer].isToDrawID = false
      writers[writer].eventID = KSUID(
        clamping: writers[writer].clock.reading(at: now), using: &writers[writer].payloads)
      cloud.place(&writers[writer].attempt.writes[0])
    }
    if writers[writer].issuedAt == nil { writers[writer].issuedAt = now }
    attempt(writer)
  }

  private mutating func attempt(_ writer: Int) {
    let schedule = cloud.schedule(writers[writer].attempt, at: now)
    writers[writer].schedule = schedule
    writers[writer].outcome = .underWay
    agenda.insert((writer, .admit), at: schedule.admission)
  }

  private mutating func admit(_ writer: Int) {
    let isRepeated = writers[writer].attempt.isRepeated
    let holds = !isRepeated && table.versions[writers[writer].aggregate] == writers[writer].version
    let admission = cloud.admit(writers[writer].attempt, conditionHolds: holds, at: now)
    switch admission {
    case .accepted(let delay):
      writers[writer].outcome = .admitted
      proceed(writer, after: delay)
    case .aborting(let delay):
      writers[writer].outcome = .aborting
      proceed(writer, after: delay)
    case .refused(let refusal):
      writers[writer].outcome = .refused(refusal)
      goOn(writer, .answer, at: writers[writer].schedule.answer)
    }
  }

  private mutating func proceed(_ writer: Int, after delay: Int64) {
    writers[writer].schedule.commit.microseconds += delay
    writers[writer].schedule.answer.microseconds += delay
    goOn(writer, .commit, at: writers[writer].schedule.commit)
  }

  /// Does a writer's next step: at once, if its instant has come.
  private mutating func goOn(_ writer: Int, _ step: Step, at instant: Instant) {
    if instant <= now {
      take(step, writer)
    } else {
      agenda.insert((writer, step), at: instant)
    }
  }

  private mutating func commit(_ writer: Int) {
    let aggregate = writers[writer].aggregate
    let number = writers[writer].attempt.number
    if case .aborting = writers[writer].outcome {
      writers[writer].outcome = .refused(.aborted)
    } else if writers[writer].attempt.isRepeated {
      writers[writer].outcome = .committed
    } else if table.versions[aggregate] != writers[writer].version {
      writers[writer].outcome = .refused(.versionConflict)
    } else {
      let position = table.commit(aggregate)
      let write = writers[writer].attempt.writes[0]
      writers[writer].position = position
      recorder.committed(writers[writer].eventID)
      cloud.committed(
        StreamWrite(
          position: position, eventID: writers[writer].eventID,
          aggregateHash: write.aggregateHash, bytes: Int(write.bytes), shard: Int(write.shard),
          committedAt: now),
        of: number, at: now)
      writers[writer].outcome = .committed
    }
    cloud.release(number, at: now)
    goOn(writer, .answer, at: writers[writer].schedule.answer)
  }

  private mutating func answer(_ writer: Int) {
    switch writers[writer].outcome {
    case .refused(let refusal):
      if writers[writer].attempt.isRepeated, refusal.isAnsweredByWhatIsStored {
        return acknowledged(writer)
      }
      refused(writer, refusal)
    default: acknowledged(writer)
    }
  }

  private mutating func acknowledged(_ writer: Int) {
    if writers[writer].faults.happens(options.cloud.faults.lostAnswers) {
      recorder.lostAnswers += 1
      agenda.insert(
        (writer, .askAgain),
        at: now.advanced(byMicroseconds: options.cloud.faults.lostAnswerMicroseconds))
      return
    }
    table.acknowledge(
      writers[writer].position, of: writers[writer].aggregate, writers[writer].version + 1)
    writers[writer].position = nil
    writers[writer].isUnderWay = false
    recorder.appendLatency.add(now - (writers[writer].issuedAt ?? now))
    takeUp(writer, from: now)
  }

  private mutating func refused(_ writer: Int, _ refusal: Refusal) {
    recorder.refused(refusal)
    let isRepeated = writers[writer].attempt.isRepeated
    if !isRepeated { table.refuse(writers[writer].position, of: writers[writer].aggregate) }
    let mayGoOn = writers[writer].refusals.mayGoOn(
      after: refusal, limit: options.cloud.backOff.attempts)
    guard mayGoOn || isRepeated else { return fail(writer) }
    if refusal == .versionConflict {
      // Read again and decide again at once, with a new id.
      writers[writer].isToDrawID = true
      return readAggregate(writer, from: now)
    }
    let wait = options.cloud.backOff.wait(
      afterAttempt: writers[writer].refusals.backOffs, &writers[writer].backOff)
    let step: Step = isRepeated ? .askAgain : .tryAgain
    agenda.insert((writer, step), at: now.advanced(byMicroseconds: wait))
  }

  private mutating func fail(_ writer: Int) {
    recorder.failed += 1
    writers[writer].isUnderWay = false
    takeUp(writer, from: now)
  }

  /// The duration is over, and the append was not issued again.
  private mutating func leave(_ writer: Int) {
    recorder.unfinished += 1
    writers[writer].isUnderWay = false
    table.refuse(writers[writer].position, of: writers[writer].aggregate)
  }
}

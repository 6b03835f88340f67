public import EventSourcing
public import VirtualTime

/// One table in a serverless SQL database: a unique key of aggregate and version, and a global position that
/// a sequence hands out.
///
/// Positions are drawn when a transaction begins its work, and become visible when it commits: not in the
/// order of numbers. A reader that remembers the greatest position it saw passes those that commit later, and
/// an aborted transaction leaves a hole that never fills
/// (<https://www.postgresql.org/docs/15/functions-sequence.html>). The horizon of running transactions makes
/// reading safe, by transaction id and then position: by position alone it is not, as a newer transaction may
/// hold an older position.
public struct AuroraServerless: Sendable {
  /// What it was made with.
  public let parameters: CloudParameters
  /// The last position that the sequence handed out.
  public private(set) var lastNumber: Int64
  /// Positions that were drawn and will never be seen: their transactions aborted, or met a version that was
  /// taken.
  public private(set) var holes: Int64 = 0
  /// Transactions that aborted so far.
  private var aborted: Int64 = 0
  /// Events committed so far.
  private var committedEvents: Int64 = 0

  private var used = CloudUsage()
  var capacity: DatabaseCapacity
  var shown: CommittedEntries
  private var running: [RunningTransaction] = []
  private var latency: SeededRandom
  private var spread: SeededRandom
  private var aborts: SeededRandom
  private var lockFreeAt: Instant
  /// Since when more than one transaction runs though there is a lock; nil while none does.
  private var overlapsSince: Instant?
  private var overlapped = false
  private let start: Instant
  private let firstNumber: Int64
  /// The transaction whose id is greatest of those of before the opening.
  private let firstTransaction: Int64

  /// A transaction that has drawn its positions and neither committed nor aborted.
  private struct RunningTransaction {
    var attempt: Int
    /// When its id was drawn: ids ascend with it, so it stands for the id.
    var transaction: Int64
    var nextNumber: Int64
    /// The last of its positions.
    var lastNumber: Int64
    var isAborting: Bool
    /// Positions that it has drawn and not used.
    var unused: Int64 { max(0, lastNumber - nextNumber + 1) }
  }

  /// Creates an idle database.
  /// - Parameters:
  ///   - parameters: What can be turned; without ``CloudParameters/flaw``.
  ///   - seed: The run's seed.
  ///   - start: The instant from which it serves.
  ///   - lastNumber: The last position that the sequence has handed out before.
  ///   - lastTransaction: The greatest transaction id of before.
  public init(
    parameters: CloudParameters = CloudParameters(), seed: UInt64, start: Instant,
    lastNumber: Int64 = 0, lastTransaction: Int64 = 0
  ) {
    parameters.requireNoFlaw()
    self.parameters = parameters
    self.lastNumber = lastNumber
    firstNumber = lastNumber + 1
    self.start = start
    firstTransaction = lastTransaction
    capacity = DatabaseCapacity(parameters.database, start: start)
    shown = CommittedEntries(now: start)
    latency = SeededRandom(seed: seed, Self.name, part: "commit latency")
    spread = SeededRandom(seed: seed, Self.name, part: "transaction ids")
    aborts = SeededRandom(seed: seed, Self.name, part: "aborts")
    lockFreeAt = start
  }

  /// The id that a transaction gets at an instant.
  private func transaction(at instant: Instant) -> Int64 {
    firstTransaction + 1 + max(0, instant - start)
  }
}

extension AuroraServerless: Architecture, ShownAtCommit {
  /// `aurora-serverless`.
  public static let name = ArchitectureName.auroraServerless

  /// Each aggregate's own order, all with the lock; positions appear behind cursors without it.
  public var guarantees: Guarantees {
    Guarantees(
      globalOrder: parameters.database.isLocked ? .total : .perAggregate,
      appearsBehindCursor: !parameters.database.isLocked, readsOwnWrites: true)
  }

  /// By position.
  public var stream: StreamForm { .transactions }

  /// A read from the primary.
  public var aggregateRead: LatencyCurve { parameters.database.read }

  /// What it has used, its capacity up to now.
  public var usage: CloudUsage {
    var usage = used
    usage.capacityThousandthSeconds = capacity.thousandthSeconds
    return usage
  }

  // MARK: Appending

  /// It is served when there is capacity, draws its position then, and commits after a latency of its own.
  public mutating func schedule(_ attempt: AppendAttempt, at now: Instant) -> AttemptSchedule {
    var begin = capacity.serve(at: now)
    let length = parameters.database.commit.draw(&latency)
    if parameters.database.isLocked {
      begin = max(begin, lockFreeAt)
      lockFreeAt = begin.advanced(byMicroseconds: length)
    }
    let end = begin.advanced(byMicroseconds: length)
    return AttemptSchedule(admission: begin, commit: end, answer: end)
  }

  /// Draws the positions: they are used up, whatever becomes of the transaction.
  public mutating func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, at now: Instant
  ) -> Admission {
    let offset = spread.number(in: 0...parameters.database.transactionIDMicroseconds)
    let isAborting = aborts.happens(parameters.database.aborts)
    if parameters.database.isLocked, !running.isEmpty, overlapsSince == nil { overlapsSince = now }
    running.append(
      RunningTransaction(
        attempt: attempt.number,
        transaction: transaction(at: now.advanced(byMicroseconds: offset)),
        nextNumber: lastNumber + 1, lastNumber: lastNumber + Int64(attempt.writes.count),
        isAborting: isAborting))
    lastNumber += Int64(attempt.writes.count)
    guard conditionHolds else {
      running[running.count - 1].isAborting = false
      release(attempt.number, at: now)
      return .refused(.versionConflict)
    }
    return isAborting ? .aborting(delayMicroseconds: 0) : .accepted
  }

  /// Shows an event under the position that its transaction drew.
  public mutating func committed(_ write: StreamWrite, of attempt: Int?, at now: Instant) {
    committedEvents += 1
    var key = StreamKey(transaction: transaction(at: now), number: lastNumber + 1)
    if let place = running.firstIndex(where: { $0.attempt == attempt }) {
      key = StreamKey(
        transaction: running[place].transaction, number: running[place].nextNumber)
      running[place].nextNumber += 1
    } else {
      lastNumber += 1
    }
    shown.add(StreamEntry(write, key: key, partition: 0, visibleAt: now))
  }

  /// The transaction has committed, or was given up.
  public mutating func release(_ attempt: Int, at now: Instant) {
    guard let place = running.firstIndex(where: { $0.attempt == attempt }) else { return }
    // One may commit in the instant in which the next begins.
    if let overlapsSince, now > overlapsSince { overlapped = true }
    if running[place].isAborting { aborted += 1 }
    holes += running[place].unused
    running.remove(at: place)
    if running.count < 2 { overlapsSince = nil }
  }

  // MARK: Replicating

  /// Hands over what was committed.
  public mutating func advance(to now: Instant, into sink: inout [StreamEntry]) {
    capacity.follow(to: now)
    shown.take(into: &sink)
  }

  /// The least id of a running transaction, or the next one (PostgreSQL's `xmin` of a snapshot).
  public func transactionHorizon(at now: Instant) -> Int64 {
    var horizon = transaction(at: now)
    for transaction in running { horizon = min(horizon, transaction.transaction) }
    return horizon
  }

  /// The database, and the transactions that run in it.
  public func loads(at now: Instant) -> [PartLoad] {
    [
      PartLoad(
        number: 0, name: "primary", waiting: Int64(running.count), passed: lastNumber,
        passablePerSecond: capacity.thousandths * parameters.database.appendsPerUnit / 1000,
        refused: aborted, isStalled: capacity.thousandths == 0)
    ]
  }

  /// What is wrong, in words: each position is an event's or a hole, with the lock one transaction runs at a
  /// time, and capacity keeps within its bounds.
  public var violations: [String] {
    var violations: [String] = []
    var unused: Int64 = 0
    for transaction in running { unused += transaction.unused }
    if lastNumber - firstNumber + 1 != committedEvents + holes + unused {
      violations.append(
        "positions go from \(firstNumber) to \(lastNumber), of \(committedEvents) events, \(holes) "
          + "holes and \(unused) that are under way")
    }
    if overlapped { violations.append("two transactions ran in spite of the lock") }
    if let violation = capacity.violation { violations.append(violation) }
    return violations
  }
}

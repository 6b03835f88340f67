import DequeModule
import VirtualTime

/// One shard of a change stream, and who polls it.
///
/// Polls stand on a grid, whose phase is random. A poll sees what is old enough; now and then it
/// comes back empty though there is something (that is drawn for each poll: for each record it
/// would block the shard for good).
struct ChangeStreamShard: Sendable {
  /// The shard's number, from 0.
  let number: Int
  /// What waits; the batch, if there is one, is first.
  private(set) var records = Deque<(write: StreamWrite, added: Instant)>()
  /// Records that got too old before they were read.
  private(set) var lostRecords: Int64 = 0
  /// The next poll that can find something.
  private(set) var nextPoll = Instant.distantFuture

  /// The records of the batch; nil while there is none.
  private var batch: Int?
  private var batchIsFull = false
  private var addedRecords: Int64 = 0
  private var acknowledgedRecords: Int64 = 0
  private var expiredRecords: Int64 = 0
  /// The instant from which the next poll is looked for, and whether it is one itself.
  private var pollsFrom: Instant
  private var pollsAtOnce = false
  private let firstPoll: Instant
  private let parameters: ChangeStreamParameters
  private var random: SeededRandom

  init(
    number: Int, _ parameters: ChangeStreamParameters, start: Instant, _ random: SeededRandom
  ) {
    precondition(parameters.batch >= 1, "batches of \(parameters.batch) records")
    self.number = number
    self.parameters = parameters
    self.random = random
    let phase = self.random.number(in: 0...parameters.pollMicroseconds - 1)
    firstPoll = start.advanced(byMicroseconds: phase)
    pollsFrom = start
  }

  mutating func add(_ write: StreamWrite, at now: Instant) {
    records.append((write, now))
    addedRecords += 1
    if records.count == 1 { plan() }
  }

  /// Asks for what is old enough.
  /// - Returns: Whether there is a batch now.
  mutating func poll(at now: Instant) -> Bool {
    expire(at: now, takenThrough: 0)
    pollsAtOnce = false
    pollsFrom = now.advanced(byMicroseconds: 1)
    defer { plan() }
    if random.happens(parameters.emptyPolls) { return false }
    let latest = now.advanced(byMicroseconds: -parameters.visibleMicroseconds)
    let most = min(records.count, parameters.batch)
    let count = records[..<most].firstIndex { $0.added > latest } ?? most
    guard count > 0 else { return false }
    batch = count
    batchIsFull = count == parameters.batch
    return true
  }

  mutating func readBatch(
    at now: Instant, takenThrough position: Int64, into batch: inout [StreamWrite]
  ) {
    expire(at: now, takenThrough: position)
    batch.removeAll(keepingCapacity: true)
    for record in records[..<(self.batch ?? 0)] { batch.append(record.write) }
  }

  mutating func acknowledge(at now: Instant) {
    guard let count = batch else { return }
    records.removeFirst(count)
    acknowledgedRecords += Int64(count)
    batch = nil
    pollsAtOnce = batchIsFull
    pollsFrom = now
    plan()
  }

  /// Drops what was kept long enough.
  private mutating func expire(at now: Instant, takenThrough position: Int64) {
    while let first = records.first, now - first.added >= parameters.keptMicroseconds {
      records.removeFirst()
      expiredRecords += 1
      if first.write.position > position { lostRecords += 1 }
      if let count = batch, count > 0 { batch = count - 1 }
    }
  }

  /// Finds the next poll that can find something.
  private mutating func plan() {
    guard batch == nil, let first = records.first else {
      nextPoll = .distantFuture
      return
    }
    let visible = first.added.advanced(byMicroseconds: parameters.visibleMicroseconds)
    if pollsAtOnce, visible <= pollsFrom {
      nextPoll = pollsFrom
      return
    }
    let sought = max(pollsFrom, visible) - firstPoll
    let period = parameters.pollMicroseconds
    let polls = sought <= 0 ? 0 : (sought + period - 1) / period
    nextPoll = firstPoll.advanced(byMicroseconds: polls * period)
  }

  /// What is wrong, in words.
  var violations: [String] {
    var violations: [String] = []
    let left = acknowledgedRecords + expiredRecords + Int64(records.count)
    if addedRecords != left {
      violations.append("stream shard \(number) took \(addedRecords) records in and has \(left)")
    }
    if (batch ?? 0) > records.count || lostRecords > expiredRecords {
      violations.append("stream shard \(number) has a batch or losses of more than there was")
    }
    if zip(records, records.dropFirst()).contains(where: { $0.write.position >= $1.write.position })
    {
      violations.append("stream shard \(number) is not in the order of commits")
    }
    return violations
  }
}

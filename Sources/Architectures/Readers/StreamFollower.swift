public import EventSourcing
public import VirtualTime

/// A reader of a global stream as the simulation sees it: what it is handed and what it will never see follow
/// from when entries become visible and when it asks.
///
/// It asks for what stands after its checkpoint of each partition, again and again; an answer holds what was
/// visible when it was asked for. An entry that becomes visible behind what the reader will ever ask for again
/// is missed. The merge of the partitions' answers sorts within one answer only.
public struct StreamFollower: Sendable {
  /// How it reads.
  public let strategy: ReaderStrategy
  /// How the stream is sorted.
  public let form: StreamForm
  /// How it asks.
  public var parameters: ReaderParameters { didSet { planNext() } }
  /// Entries handed to the consumer.
  public private(set) var delivered: Int64 = 0
  /// Entries that became visible behind what it will ever ask for again.
  public private(set) var missed: Int64 = 0
  /// Entries delivered after one that was committed later.
  public private(set) var outOfOrder: Int64 = 0

  /// What is visible and not yet delivered.
  private var waiting: [StreamEntry] = []
  /// The least key of those, where a horizon is waited for.
  private var leastWaiting: StreamKey?
  private var partitions: [FollowedPartition] = []
  /// What was read, in blocks of 4,096 bytes, each answer's part of a partition key rounded up.
  private var blocksRead: Int64 = 0
  /// The key below which `safe-horizon` has read everything.
  private var horizon = StreamKey(number: 0)
  private var greatestPosition: Int64 = 0
  /// When it asks next, whether that changes anything or not.
  public private(set) var nextPoll: Instant

  /// Creates a reader that has read nothing.
  /// - Parameters:
  ///   - strategy: How it reads.
  ///   - form: How the stream is sorted.
  ///   - partitions: Parts of the stream that it asks from the beginning, 0 to this number.
  ///   - ends: Where it begins: what stands up to there it has read already.
  ///   - parameters: How it asks.
  ///   - firstPoll: When it asks first.
  public init(
    _ strategy: ReaderStrategy, of form: StreamForm, partitions: ClosedRange<Int> = 0...0,
    resumingAfter ends: [StreamPlace] = [], parameters: ReaderParameters = ReaderParameters(),
    firstPoll: Instant
  ) {
    self.strategy = strategy
    self.form = form
    self.parameters = parameters
    nextPoll = firstPoll
    for number in partitions { _ = place(ofPartition: Int32(number)) }
    for end in ends {
      let place = place(ofPartition: Int32(end.partition))
      if isBehind(self.partitions[place].checkpoint, end.key) {
        self.partitions[place].checkpoint = end.key
      }
    }
  }

  /// When it asks next, as far as that changes anything; nil while nothing waits for it.
  public private(set) var nextInstant: Instant?

  /// Entries that are visible, and neither delivered nor missed.
  public var waitingEntries: Int64 { Int64(waiting.count) }

  /// The positions of those, in no order.
  public var waitingPositions: [Int64] { waiting.map(\.position) }

  /// Read units used: blocks of 4,096 bytes, half of that where reads are eventually consistent.
  public var readUnits: Int64 {
    form.isEventuallyConsistent ? (blocksRead + 1) / 2 : blocksRead
  }

  /// Takes note of an entry that becomes visible; everything before its instant is done already.
  /// - Returns: Whether the reader has passed it already, and so never delivers it.
  @discardableResult
  public mutating func becameVisible(_ entry: StreamEntry) -> Bool {
    let place = place(ofPartition: entry.partition)
    if isPassed(entry, partitions[place].checkpoint) {
      missed += 1
      return true
    }
    if strategy == .overlap {
      partitions[place].add(entry.bytes, at: windowUnit(of: entry.key))
    }
    waiting.append(entry)
    if strategy == .safeHorizon, leastWaiting.map({ entry.key < $0 }) ?? true {
      leastWaiting = entry.key
      planNext()
    } else if nextInstant == nil {
      planNext()
    }
    return false
  }

  /// Asks as often as it does before an instant.
  /// - Parameters:
  ///   - now: The instant; what becomes visible in it is not in an answer of before.
  ///   - horizon: The horizon of running transactions, applied to polls that are not before it; nil where
  ///     there is none, or nothing is delivered.
  ///   - deliveries: Where what it is handed is added.
  public mutating func advance(
    before now: Instant, horizon: TransactionHorizon? = nil, deliveries: inout [Delivery]
  ) {
    guard nextPoll < now else { return }
    while nextPoll < now {
      if waiting.isEmpty {
        skipPolls(before: now)
      } else if let passing = horizonPassing, passing > nextPoll {
        skipPolls(before: min(now, passing))
      }
      poll(horizon, deliveries: &deliveries)
    }
    planNext()
  }

  /// Says when it asks next: whoever drives it looks often, and it changes seldom.
  private mutating func planNext() {
    nextInstant = waiting.isEmpty ? nil : nextPoll
    guard !waiting.isEmpty, let passing = horizonPassing, passing > nextPoll else { return }
    let period = emptyPeriod
    nextInstant = nextPoll.advanced(
      byMicroseconds: (passing - nextPoll + period - 1) / period * period)
  }

  // MARK: Asking

  /// Asks once; what the answer holds is put last among what waits, and taken from there.
  private mutating func poll(_ transactions: TransactionHorizon?, deliveries: inout [Delivery]) {
    var first = 0
    if strategy == .safeHorizon {
      moveHorizon(transactions)
      let isPassing = leastWaiting.map { $0 < horizon } ?? false
      first = isPassing ? waiting.partition { $0.key < horizon } : waiting.count
    }
    sort(from: first)
    if case .numbers = form { first = putHolesFirst() }
    let bytes = countRead(from: first)
    let answered = nextPoll.advanced(
      byMicroseconds: parameters.answerMicroseconds * pages(bytes))
    for entry in waiting[first...] {
      delivered += 1
      if entry.position < greatestPosition { outOfOrder += 1 }
      greatestPosition = max(greatestPosition, entry.position)
      let place = place(ofPartition: entry.partition)
      if isBehind(partitions[place].checkpoint, entry.key) {
        partitions[place].checkpoint = entry.key
      }
      deliveries.append(
        Delivery(position: entry.position, delayMicroseconds: answered - entry.committedAt))
    }
    if strategy == .overlap, first < waiting.count { forgetBeforeWindows() }
    if strategy == .safeHorizon, first < waiting.count {
      leastWaiting = leastKey(before: first)
    }
    waiting.removeLast(waiting.count - first)
    nextPoll = answered.advanced(byMicroseconds: parameters.pollMicroseconds)
  }

  /// The least key of what waits before a place; nil if nothing does.
  private func leastKey(before place: Int) -> StreamKey? {
    guard place > 0 else { return nil }
    return waiting.withUnsafeBufferPointer { waiting in
      var least = waiting[0].key
      for index in 1..<max(1, place) where waiting[index].key < least { least = waiting[index].key }
      return least
    }
  }

  /// Goes to the last poll before an instant: those that find nothing change nothing but what was read.
  private mutating func skipPolls(before instant: Instant) {
    let period = emptyPeriod
    let polls = (instant - nextPoll - 1) / period
    guard polls > 0 else { return }
    let before = blocksRead
    _ = countRead(from: waiting.count)
    blocksRead += (blocksRead - before) * (polls - 1)
    nextPoll = nextPoll.advanced(byMicroseconds: polls * period)
  }

  /// From a poll that finds nothing to the next, in microseconds: `overlap` reads its window all the same.
  private var emptyPeriod: Int64 {
    var bytes: Int64 = 0
    if strategy == .overlap { for partition in partitions { bytes += partition.windowBytes } }
    return parameters.pollMicroseconds + parameters.answerMicroseconds * pages(bytes)
  }

  private func pages(_ bytes: Int64) -> Int64 {
    max(1, (bytes + parameters.pageBytes - 1) / parameters.pageBytes)
  }

  /// When the horizon passes the first of what waits; nil if that is not a matter of time alone.
  private var horizonPassing: Instant? {
    guard form == .eventIDs, let leastWaiting else { return nil }
    let second = Int64(leastWaiting.eventID.timestamp) + 1 + KSUID.epochSeconds
    return Instant(microseconds: second * 1_000_000 + horizonDistance)
  }

  /// How far behind a poll the horizon of ids lies, in microseconds.
  private var horizonDistance: Int64 {
    parameters.boundMicroseconds + parameters.boundDeviations * parameters.skewMicroseconds
  }

  /// The order in which an answer hands its entries over.
  private mutating func sort(from first: Int) {
    switch (form, strategy) {
    case (.numbers, _):
      waiting[first...].sort {
        ($0.visibleAt, $0.partition, $0.key) < ($1.visibleAt, $1.partition, $1.key)
      }
    case (.transactions, .checkpoint), (.transactions, .overlap):
      waiting[first...].sort { $0.key.number < $1.key.number }
    case (.transactions, .safeHorizon), (.eventIDs, _):
      waiting[first...].sort {
        $0.key == $1.key ? $0.position < $1.position : $0.key < $1.key
      }
    }
  }

  /// Puts what stands behind a hole in its sequence first, as it can't be read yet.
  /// - Returns: Where what can be read begins.
  private mutating func putHolesFirst() -> Int {
    var reached = partitions.map(\.checkpoint.number)
    let isWhole = waiting.allSatisfy { entry in
      let place = place(ofPartition: entry.partition)
      reached[place] += 1
      return reached[place] == entry.key.number
    }
    guard !isWhole else { return 0 }
    reached = partitions.map(\.checkpoint.number)
    for entry in waiting.sorted(by: { $0.key < $1.key }) {
      let place = place(ofPartition: entry.partition)
      if entry.key.number == reached[place] + 1 { reached[place] += 1 }
    }
    let all = waiting
    waiting = all.filter { $0.key.number > reached[place(ofPartition: $0.partition)] }
    let first = waiting.count
    waiting += all.filter { $0.key.number <= reached[place(ofPartition: $0.partition)] }
    return first
  }

  /// Moves the horizon up to where it is at the poll.
  private mutating func moveHorizon(_ transactions: TransactionHorizon?) {
    switch form {
    case .eventIDs:
      let second =
        nextPoll.advanced(byMicroseconds: -horizonDistance).wholeSeconds - KSUID.epochSeconds
      let id = KSUID(timestamp: UInt32(clamping: second), payloadHigh: 0, payloadLow: 0)
      horizon = max(horizon, StreamKey(id))
    case .transactions:
      // A reader stands behind what it was handed: an answer without anything moves it nowhere.
      guard !waiting.isEmpty, let transactions, transactions.instant <= nextPoll else { return }
      horizon = max(horizon, StreamKey(transaction: transactions.transaction, number: 0))
    case .numbers:
      preconditionFailure("nothing appears behind a checkpoint of numbers: there is no horizon")
    }
  }

  /// Whether a checkpoint is to move up to a key.
  private func isBehind(_ checkpoint: StreamKey, _ key: StreamKey) -> Bool {
    form == .transactions && strategy != .safeHorizon
      ? checkpoint.number < key.number : checkpoint < key
  }

  private func isPassed(_ entry: StreamEntry, _ checkpoint: StreamKey) -> Bool {
    switch (strategy, form) {
    case (.safeHorizon, _): entry.key < horizon
    case (.checkpoint, .transactions): entry.key.number <= checkpoint.number
    case (.checkpoint, _): entry.key <= checkpoint
    case (.overlap, .eventIDs): windowUnit(of: entry.key) < windowStart(checkpoint)
    case (.overlap, _): entry.key.number <= checkpoint.number - parameters.overlapPositions
    }
  }

  // MARK: What it reads

  /// Counts what an answer holds: what waits from a place on, or the window that is read again.
  /// - Returns: The bytes of all.
  private mutating func countRead(from first: Int) -> Int64 {
    var bytes: Int64 = 0
    if strategy == .overlap {
      for partition in partitions {
        bytes += partition.windowBytes
        blocksRead += Self.blocks(partition.windowBytes)
      }
      return bytes
    }
    var keys = 1
    if case .numbers(let count) = form { keys = count }
    withUnsafeTemporaryAllocation(of: Int64.self, capacity: partitions.count * keys) { read in
      read.initialize(repeating: 0)
      for entry in waiting[first...] {
        let key = keys == 1 ? 0 : Int(entry.key.number % Int64(keys))
        let place =
          partitions.count == 1 ? 0 : partitions.firstIndex { $0.number == entry.partition } ?? 0
        read[place * keys + key] += Int64(entry.bytes)
      }
      for part in read {
        bytes += part
        blocksRead += Self.blocks(part)
      }
    }
    return bytes
  }

  /// Read units of so many bytes, strongly consistent: at least one a question.
  private static func blocks(_ bytes: Int64) -> Int64 { max(1, (bytes + 4095) / 4096) }

  /// What the window of `overlap` is counted in: seconds of ids, or numbers.
  private func windowUnit(of key: StreamKey) -> Int64 {
    form == .eventIDs ? Int64(key.eventID.timestamp) : key.number
  }

  private func windowStart(_ checkpoint: StreamKey) -> Int64 {
    form == .eventIDs
      ? windowUnit(of: checkpoint) - parameters.overlapSeconds
      : checkpoint.number - parameters.overlapPositions + 1
  }

  private mutating func forgetBeforeWindows() {
    for place in partitions.indices {
      partitions[place].forget(before: windowStart(partitions[place].checkpoint))
    }
  }

  /// The place of a partition among those followed; one that is met for the first time is added.
  private mutating func place(ofPartition number: Int32) -> Int {
    if partitions.count == 1, partitions[0].number == number { return 0 }
    if let place = partitions.firstIndex(where: { $0.number == number }) { return place }
    partitions.append(FollowedPartition(number: number))
    return partitions.count - 1
  }
}

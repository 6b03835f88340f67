public import EventSourcing
public import VirtualTime

/// A reader of the sharded index as the simulation sees it: what it is handed and what it will never
/// see follow from when entries become visible and when it asks.
///
/// It asks for what stands after its checkpoint of each index shard, again and again; an answer holds
/// what was visible when it was asked for. An entry that becomes visible behind what the reader will
/// ever ask for again is missed. The merge of the shards' answers sorts within one answer only.
public struct IndexReader: Sendable {
  /// How a reader asks.
  public struct Parameters: Hashable, Sendable {
    /// From an answer to the next question, in microseconds.
    public var pollMicroseconds: Int64 = 500_000
    /// From a question to its answer, in microseconds.
    public var answerMicroseconds: Int64 = 4_000
    /// How many whole seconds before its checkpoint `overlap` asks: one of the id's resolution, ten of
    /// the longest lag, one more.
    public var overlapSeconds: Int64 = 12
    /// How far behind now `safe-horizon` stays, beside five standard deviations of the clocks: the
    /// longest lag and the id's second, in microseconds.
    public var boundMicroseconds: Int64 = 11_000_000
    /// The standard deviation of the writers' clocks, in microseconds.
    public var skewMicroseconds: Int64 = 0

    /// Creates the defaults.
    public init() {}
  }

  /// How it reads.
  public let strategy: ReaderStrategy
  /// How it asks.
  public var parameters: Parameters
  /// Entries handed to the consumer.
  public private(set) var delivered: Int64 = 0
  /// Entries that became visible behind what it will ever ask for again.
  public private(set) var missed: Int64 = 0
  /// Entries delivered after one that was committed later.
  public private(set) var outOfOrder: Int64 = 0

  /// What is visible and not yet delivered.
  private var waiting: [IndexEntry] = []
  private var checkpoints = ShardCheckpoints()
  /// The second, since the KSUID epoch, below which `safe-horizon` has read everything.
  private var horizon: UInt32 = 0
  private var greatestPosition: Int64 = 0
  private var nextPoll: Instant

  /// Creates a reader that has read nothing.
  /// - Parameters:
  ///   - strategy: How it reads.
  ///   - parameters: How it asks.
  ///   - firstPoll: When it asks first.
  public init(_ strategy: ReaderStrategy, parameters: Parameters = Parameters(), firstPoll: Instant)
  {
    self.strategy = strategy
    self.parameters = parameters
    nextPoll = firstPoll
  }

  /// When it asks next, as far as that changes anything; nil while nothing waits for it.
  public var nextInstant: Instant? { waiting.isEmpty ? nil : nextPoll }

  /// Takes note of an entry that becomes visible.
  /// - Parameters:
  ///   - entry: The entry; its instant is not before that of the last call.
  ///   - delays: Where the delays, commit to delivery, of what it is handed until then are added, in
  ///     microseconds.
  /// - Returns: Whether the reader has passed it already, and so never delivers it.
  @discardableResult
  public mutating func becameVisible(
    _ entry: IndexEntry, delays: inout [Int64]
  ) -> Bool {
    advance(before: entry.visibleAt, delays: &delays)
    if isPassed(entry) {
      missed += 1
      return true
    }
    waiting.append(entry)
    return false
  }

  /// Asks as often as it does before an instant.
  /// - Parameters:
  ///   - now: The instant; what becomes visible in it is not in an answer of before.
  ///   - delays: Where delays are added, in microseconds.
  public mutating func advance(before now: Instant, delays: inout [Int64]) {
    while nextPoll < now {
      if waiting.isEmpty { skipPolls(before: now) }
      poll(delays: &delays)
    }
  }

  private var period: Int64 { parameters.pollMicroseconds + parameters.answerMicroseconds }

  /// Goes to the last poll before `now`: those that find nothing change nothing but the horizon.
  private mutating func skipPolls(before now: Instant) {
    nextPoll = nextPoll.advanced(byMicroseconds: (now - nextPoll - 1) / period * period)
  }

  private func isPassed(_ entry: IndexEntry) -> Bool {
    switch strategy {
    case .checkpoint:
      guard let checkpoint = checkpoints[shard: entry.shard] else { return false }
      return entry.eventID <= checkpoint
    case .overlap:
      guard let checkpoint = checkpoints[shard: entry.shard] else { return false }
      return Int64(entry.eventID.timestamp) < Int64(checkpoint.timestamp)
        - parameters.overlapSeconds
    case .safeHorizon:
      return entry.eventID.timestamp < horizon
    }
  }

  private mutating func poll(delays: inout [Int64]) {
    let answered = nextPoll.advanced(byMicroseconds: parameters.answerMicroseconds)
    var readable = waiting.count
    if strategy == .safeHorizon {
      let bound = parameters.boundMicroseconds + 5 * parameters.skewMicroseconds
      let second = nextPoll.advanced(byMicroseconds: -bound).wholeSeconds - KSUID.epochSeconds
      horizon = max(horizon, UInt32(clamping: second))
      readable = waiting.partition { $0.eventID.timestamp >= horizon }
    }
    waiting[..<readable].sort { ($0.eventID, $0.position) < ($1.eventID, $1.position) }
    for entry in waiting[..<readable] {
      delivered += 1
      if entry.position < greatestPosition { outOfOrder += 1 }
      greatestPosition = max(greatestPosition, entry.position)
      checkpoints.advance(shard: entry.shard, to: entry.eventID)
      delays.append(answered - entry.committedAt)
    }
    waiting.removeFirst(readable)
    nextPoll = answered.advanced(byMicroseconds: parameters.pollMicroseconds)
  }
}

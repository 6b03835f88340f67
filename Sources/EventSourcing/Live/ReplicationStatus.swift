public import VirtualTime

/// How a live store stands at one instant: what the screens show beside the events.
public struct ReplicationStatus: Hashable, Sendable {
  /// The store's time.
  public var now: Instant
  /// What the run is set to.
  public var settings: LiveSettings
  /// Whether background writers are attached.
  public var hasWriters: Bool
  /// Events committed.
  public var events: Int64
  /// Aggregates that have events.
  public var aggregates: Int64
  /// Rows of the index: events that the global stream shows.
  public var visibleRows: Int64
  /// Commits in the last full second of the store's time.
  public var commitsPerSecond: Int
  /// Each index shard, by number.
  public var shards: [IndexShardStatus]
  /// Each reader strategy that runs.
  public var readers: [ReaderStatus]
  /// The 99th percentile of the lag, a value for each of the last 60 seconds, the newest last;
  /// microseconds, nil where nothing became visible.
  public var lagHistory: [Int64?]
  /// Appends refused because an index shard or partition had no capacity left.
  public var throttled: Int64
  /// What stopped the writers or the index, in words; nil while all is well.
  public var failure: String?

  /// Creates the status of a store on which nothing has happened.
  public init(
    now: Instant, settings: LiveSettings = LiveSettings(), hasWriters: Bool = false,
    events: Int64 = 0, aggregates: Int64 = 0, visibleRows: Int64 = 0, commitsPerSecond: Int = 0,
    shards: [IndexShardStatus] = [], readers: [ReaderStatus] = [], lagHistory: [Int64?] = [],
    throttled: Int64 = 0, failure: String? = nil
  ) {
    self.now = now
    self.settings = settings
    self.hasWriters = hasWriters
    self.events = events
    self.aggregates = aggregates
    self.visibleRows = visibleRows
    self.commitsPerSecond = commitsPerSecond
    self.shards = shards
    self.readers = readers
    self.lagHistory = lagHistory
    self.throttled = throttled
    self.failure = failure
  }
}

/// How one index shard stands.
public struct IndexShardStatus: Hashable, Sendable {
  /// Its number, from 1; 0 for events stored without shards.
  public var shard: Int
  /// Write units that wait to be applied, and entries on their way.
  public var backlog: Int
  /// Percentiles of commit to visible over the last 10 seconds, in microseconds; nil without events.
  public var lagMedian: Int64?
  /// The 99th percentile.
  public var lag99th: Int64?
  /// Write units used in the last full second, of 1,000.
  public var unitsPerSecond: Int
  /// Appends refused on its account.
  public var throttled: Int64
  /// Whether it has stopped applying for a while.
  public var isStalled: Bool

  /// Creates a status.
  public init(
    shard: Int, backlog: Int = 0, lagMedian: Int64? = nil, lag99th: Int64? = nil,
    unitsPerSecond: Int = 0, throttled: Int64 = 0, isStalled: Bool = false
  ) {
    self.shard = shard
    self.backlog = backlog
    self.lagMedian = lagMedian
    self.lag99th = lag99th
    self.unitsPerSecond = unitsPerSecond
    self.throttled = throttled
    self.isStalled = isStalled
  }
}

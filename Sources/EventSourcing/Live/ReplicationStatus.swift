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
  /// Rows of the stream: events that it shows.
  public var visibleRows: Int64
  /// Commits in the last full second of the store's time.
  public var commitsPerSecond: Int
  /// Appends that may still write: with the table, or a background writer's on its way to it or to be repeated.
  public var appendsUnderWay: Int
  /// Each part of the cloud that can fall behind, by number.
  public var parts: [PartStatus]
  /// Each reader strategy that runs.
  public var readers: [ReaderStatus]
  /// The wall clocks of the background writers at work; none without writers.
  public var writerClocks: [WriterClockStatus]
  /// The 99th percentile of the lag, a value for each of the last 60 seconds, the newest last;
  /// microseconds, nil where nothing became visible.
  public var lagHistory: [Int64?]
  /// Appends refused: for want of capacity, or because others were in the way.
  public var refused: Int64
  /// Those of them that were refused for want of capacity.
  public var throttled: Int64
  /// The most that has waited in one part of the cloud, of what was counted at the end of each second.
  public var longestBacklog: Int64
  /// What stopped the writers or the stream, in words; nil while all is well.
  public var failure: String?

  /// Creates the status of a store on which nothing has happened.
  public init(
    now: Instant, settings: LiveSettings = LiveSettings(), hasWriters: Bool = false,
    events: Int64 = 0, aggregates: Int64 = 0, visibleRows: Int64 = 0, commitsPerSecond: Int = 0,
    appendsUnderWay: Int = 0, parts: [PartStatus] = [], readers: [ReaderStatus] = [],
    writerClocks: [WriterClockStatus] = [], lagHistory: [Int64?] = [], refused: Int64 = 0,
    throttled: Int64 = 0, longestBacklog: Int64 = 0,
    failure: String? = nil
  ) {
    self.now = now
    self.settings = settings
    self.hasWriters = hasWriters
    self.events = events
    self.aggregates = aggregates
    self.visibleRows = visibleRows
    self.commitsPerSecond = commitsPerSecond
    self.appendsUnderWay = appendsUnderWay
    self.parts = parts
    self.readers = readers
    self.writerClocks = writerClocks
    self.lagHistory = lagHistory
    self.refused = refused
    self.throttled = throttled
    self.longestBacklog = longestBacklog
    self.failure = failure
  }
}

/// How one part of the cloud that can fall behind stands: an index shard, a group, a counter.
public struct PartStatus: Hashable, Sendable {
  /// Its number.
  public var number: Int
  /// Its name, such as `EVENT_2`.
  public var name: String
  /// What waits in it, and what is on its way.
  public var backlog: Int
  /// Percentiles of commit to visible over the last 10 seconds, in microseconds; nil without events.
  public var lagMedian: Int64?
  /// The 99th percentile.
  public var lag99th: Int64?
  /// What went through it in the last full second: write units of an index shard, else events.
  public var passedPerSecond: Int
  /// What can go through it in a second; nil where that is not known.
  public var passablePerSecond: Int?
  /// Appends refused on its account.
  public var refused: Int64
  /// Whether any of them was within the last 10 seconds.
  public var isRefusing: Bool
  /// Whether it has stopped for a while.
  public var isStalled: Bool
  /// The greatest lag, a value for each of the last 60 seconds, the newest last; microseconds, nil where
  /// nothing became visible.
  public var lagHistory: [Int64?]

  /// Creates a status.
  public init(
    number: Int, name: String, backlog: Int = 0, lagMedian: Int64? = nil, lag99th: Int64? = nil,
    passedPerSecond: Int = 0, passablePerSecond: Int? = 1_000, refused: Int64 = 0,
    isRefusing: Bool = false, isStalled: Bool = false, lagHistory: [Int64?] = []
  ) {
    self.number = number
    self.name = name
    self.backlog = backlog
    self.lagMedian = lagMedian
    self.lag99th = lag99th
    self.passedPerSecond = passedPerSecond
    self.passablePerSecond = passablePerSecond
    self.refused = refused
    self.isRefusing = isRefusing
    self.isStalled = isStalled
    self.lagHistory = lagHistory
  }
}

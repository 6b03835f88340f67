public import Architectures
import Dispatch
public import EventSourcing
import VirtualTime

/// A simulated cloud over a real table, live: appends commit to the table when the architecture takes them
/// in, and the global stream shows them when the simulation says so.
///
/// It owns one serial queue. Everything that moves (the architecture, the background writers, the readers)
/// moves there, by one timer that is set for the next thing due; while time is paused, and on a store on
/// which nothing happens, there is none. Reads go straight to the table and its stream, on the caller's
/// thread. What the table's other processes commit is noticed, and sent on its way here.
///
/// Only appends are durable. Deliveries in flight are not stored: what is committed and not in the stream
/// is found again when the store is opened, and scheduled anew.
///
/// Unchecked, because its queue guards every variable of its own.
public final class LiveCloud: EventStore, @unchecked Sendable {
  /// The table under the cloud.
  public let table: any EventTable
  /// The architecture's global stream.
  public let stream: any StreamTable
  /// Which architecture it is.
  public let architecture: ArchitectureName
  /// Whether another process moves the stream, or none: then this one reads it alone.
  public let isObserved: Bool
  /// What its global stream promises.
  let promises: Guarantees

  /// What guards and moves everything below.
  let queue = DispatchQueue(label: "cqrs.cloud")
  let board: StatusBoard
  let watch: CommitWatch
  /// What tells of rows that another process adds to the stream; nil where this one moves it.
  let rowWatch: CommitWatch?

  var clock: StoreClock
  var settings: LiveSettings
  var cloud: any Architecture
  var readers: LiveReaders
  var statistics: LiveStatistics
  var background: BackgroundWriters?
  var callersBackOff: SeededRandom
  let backOff: BackOffParameters

  /// Attempts of callers so far: each has a number of its own.
  var callersAttempts = 0
  /// Attempts refused so far, and those of them that were for want of capacity.
  var refusedAttempts: Int64 = 0
  var throttledAttempts: Int64 = 0

  /// What is still to change at a set time; nil where time runs as the machine's does.
  var script: ArraySlice<LiveScript.Entry>?
  /// The instant from which the script's times count.
  let scriptStart: Instant
  /// The instant at which something happens right now, where time waits for the table.
  var moment: Instant?

  /// Every commit up to this position is on its way into the stream, or there.
  var scheduledThrough: Int64
  /// The attempts that events with the table are part of, by event id.
  var attempts: [KSUID: Int] = [:]
  /// The last position that the watch saw.
  var noticedThrough: Int64
  /// Entries that are visible and not yet stored as such.
  var unapplied: [StreamTableEntry] = []
  /// The greatest transaction of the stream's keys, where it has some, and the horizon that is stored with it.
  var greatestTransaction: Int64
  var storedHorizon: Int64 = 0
  /// The positions of what is committed and not visible yet.
  var unseen: Set<Int64> = []
  /// Entries that have just become visible; kept for its room.
  var entries: [StreamEntry] = []

  var events: Int64
  var aggregates: Int64
  var visibleRows: Int64
  var failure: String?

  var timer: (any DispatchSourceTimer)?
  /// The real time for which the timer is set.
  var armedFor = Int64.max
  var isRunning = false
  /// Whether something changed since the status was last published.
  var isChanged = false
  /// Whether that is to be told at once.
  var isNewsDue = false
  var lastBeat: Int64 = 0
  var lastStore: Int64 = 0
  var lastNews: Int64 = 0
  /// Appends of background writers that go to the table together, when all that is due is decided.
  var leaving: [Departure] = []
  /// Appends of callers that are with the table.
  var callersInFlight = 0
  /// Steps that were asked for while time stands still, and not made yet.
  var stepsToMake = 0
  var waitingForEnd: [CheckedContinuation<Void, Never>] = []

  /// Lays a cloud over a table.
  ///
  /// Nothing moves before ``run()``.
  /// - Parameters:
  ///   - table: The table.
  ///   - architecture: Which cloud it is.
  ///   - placement: Where the stream is kept: in the table's file, or beside it for this session.
  ///   - settings: What can be changed later by ``update(_:)``.
  ///   - parameters: What can't: capacities, lag and stalls of the simulated cloud. What a single put takes
  ///     is what the table really takes, so nothing is added to it.
  ///   - seed: The seed of everything random.
  ///   - withWriters: Whether background writers run the accounts domain.
  ///   - script: What changes when, in a run that is the same every time: its time begins where the script
  ///     says and waits for the table, and a put takes what was drawn for it. Nil: time runs as the machine's.
  /// - Throws: `EventStoreError` if table or stream can't be read.
  public init(
    table: any EventTable, architecture: ArchitectureName = .dynamoDBWithKSUIDs,
    placement: StreamPlacement, settings: LiveSettings = LiveSettings(),
    parameters: CloudParameters = CloudParameters(), seed: UInt64, withWriters: Bool,
    script: LiveScript? = nil
  ) throws {
    var settings = settings
    var parameters = parameters
    if script == nil { parameters.table.put = LatencyCurve([(0, 0), (1_000_000, 0)]) }
    self.table = table
    self.architecture = architecture
    backOff = parameters.backOff
    let idle = architecture.cloud(parameters: parameters, seed: seed, start: .simulationStart)
    let form = idle.stream
    promises = idle.guarantees
    stream = try table.openStream(form.order, placement)
    if let shards = try stream.shards() { settings.shards = shards }
    settings = settings.clamped
    parameters.reader.skewMicroseconds = Int64(settings.clockSkewMilliseconds) * 1000
    self.settings = settings
    var isObserved = false
    if case .observed = placement { isObserved = true }
    self.isObserved = isObserved
    // Positions are dense, so the number of events is the last position.
    let (last, aggregates) = try table.totals()
    (events, self.aggregates) = (last, aggregates)
    let lastCommit = try table.page(atPositions: [last]).last?.committedAt
    // The machine's clock may have been set back since: the stream's time goes on.
    visibleRows = try stream.lastRow()
    let lastShown = try stream.rows(after: max(0, visibleRows - 1), limit: 1).last?.visibleAt
    let wanted = script?.start ?? RealTime.wallClock
    let start = [wanted, lastCommit, lastShown].compactMap(\.self).max() ?? wanted
    scriptStart = start
    self.script = script?.entries[...]
    clock = StoreClock(
      start: start, speedThousandths: settings.speedThousandths, isPaused: settings.isPaused,
      real: RealTime.microseconds)
    let ends = try stream.ends()
    greatestTransaction = form == .transactions ? ends.map(\.key.transaction).max() ?? 0 : 0
    cloud = architecture.cloud(
      shards: settings.shards, parameters: parameters, seed: seed, start: start,
      resumingAfter: ends)
    readers = LiveReaders(
      architecture, cloud.guarantees, form, resumingAfter: ends, parameters: parameters.reader,
      start: start, seed: seed)
    statistics = LiveStatistics(start: start)
    callersBackOff = SeededRandom(seed: seed, architecture, part: "callers back-off")
    scheduledThrough = last
    noticedThrough = last
    watch = CommitWatch { [table] in
      try table.waitForCommit(after: $0, timeoutMicroseconds: $1)
    }
    rowWatch =
      isObserved
      ? CommitWatch { [stream] in try stream.waitForRow(after: $0, timeoutMicroseconds: $1) } : nil
    board = StatusBoard(ReplicationStatus(now: start))
    try restorePending(at: start)
    try restoreWaiting(ends, at: start)
    if withWriters {
      background = try BackgroundWriters(
        architecture, settings: settings, table: table, seed: seed, at: start)
    }
    board.status = makeStatus(at: start)
  }

  // MARK: Running

  /// Sets everything in motion.
  public func run() {
    queue.async { [self] in
      guard !isRunning else { return }
      isRunning = true
      let timer = DispatchSource.makeTimerSource(queue: queue)
      timer.setEventHandler { [weak self] in self?.beat() }
      timer.schedule(deadline: .distantFuture)
      timer.activate()
      self.timer = timer
      watch.start(after: noticedThrough) { [weak self] result in self?.noticed(result) }
      rowWatch?.start(after: visibleRows) { [weak self] result in self?.noticedRows(result) }
      beat()
    }
  }

  /// Stops everything, and waits for the appends in flight; what is visible is stored.
  public func stop() async {
    await withCheckedContinuation { ended in
      queue.async { [self] in
        isRunning = false
        timer?.cancel()
        timer = nil
        watch.stop()
        rowWatch?.stop()
        waitingForEnd.append(ended)
        resumeIfEnded()
      }
    }
  }

  /// Makes changes while it runs, and leaves everything else as it is; values out of range are taken to the
  /// nearest in range.
  public func update(_ changes: [LiveChange]) {
    queue.async { [self] in
      let now = bringUp()
      var settings = settings
      for change in changes {
        if case .crashes(let share) = change { cloud.setCrashes(share) }
        change.make(in: &settings)
      }
      change(to: settings, at: now)
      armedFor = .max
      beat(tellingAtOnce: true)
    }
  }

  /// Changes the settings at an instant, up to which everything is done.
  func change(to settings: LiveSettings, at now: Instant) {
    dispatchPrecondition(condition: .onQueue(queue))
    let before = self.settings
    self.settings = settings.clamped
    clock.change(
      speedThousandths: self.settings.speedThousandths, isPaused: self.settings.isPaused,
      real: RealTime.microseconds)
    if self.settings.shards != before.shards { setShards(self.settings.shards) }
    if self.settings.clockSkewMilliseconds != before.clockSkewMilliseconds {
      readers.change(skewMicroseconds: Int64(self.settings.clockSkewMilliseconds) * 1000)
    }
    background?.change(from: before, to: self.settings, at: now)
    isChanged = true
  }

  /// Spreads new events over so many index shards, those that are appended without this cloud too.
  private func setShards(_ count: Int) {
    cloud.setPartitionCount(count)
    do { try stream.keepShards(count) } catch { failure = "\(error)" }
  }

  /// Lets the time that stands still go on to the next thing that happens, and no further.
  ///
  /// A step that is asked for while an append is with the table is made when that has ended.
  public func step() {
    queue.async { [self] in
      stepsToMake += 1
      makeSteps()
    }
  }

  /// Makes the steps that were asked for, until one sends something to the table.
  func makeSteps() {
    dispatchPrecondition(condition: .onQueue(queue))
    if !clock.isPaused { stepsToMake = 0 }
    // What goes to the table is a step of its own: its end is news, and time has not gone on by then.
    while stepsToMake > 0, !isAppending {
      stepsToMake -= 1
      makeStep()
    }
  }

  private func makeStep() {
    guard let next = nextInstant else { return }
    clock.jump(to: next)
    isChanged = true
    guard !isExact else {
      actExactly(through: next)
      storeUnapplied(at: next)
      return beat(tellingAtOnce: true)
    }
    // What fell due just before time was stopped was not done yet: the clock may be beyond it.
    let now = clock.now(real: RealTime.microseconds)
    advance(to: now)
    issueDueAppends(at: now)
    storeUnapplied(at: now)
    beat(tellingAtOnce: true)
  }

  /// Whether an append of a background writer is with the table.
  private var isAppending: Bool {
    background?.writers.contains { $0.isAppending } ?? false
  }

  /// How the cloud stands: cheap, from any thread, never waiting for the cloud.
  public func status() -> ReplicationStatus { board.status }

  /// Is called when ``status()`` or what the store shows has changed.
  ///
  /// At most 20 times a second, and at once after an append was acknowledged to a caller; from a
  /// thread of the cloud's own.
  public var onChange: (@Sendable () -> Void)? {
    get { board.onChange }
    set { board.onChange = newValue }
  }

  /// Runs a piece of work on the queue, and waits for it.
  func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { answered in
      queue.async { answered.resume(returning: work()) }
    }
  }

  /// Ends ``stop()`` when nothing is in flight any more.
  func resumeIfEnded() {
    dispatchPrecondition(condition: .onQueue(queue))
    guard !isRunning, callersInFlight == 0, !isAppending, !waitingForEnd.isEmpty else { return }
    // Nothing is running any more, and what runs later is numbered later.
    store(horizon: greatestTransaction + 1)
    for ended in waitingForEnd { ended.resume() }
    waitingForEnd = []
  }
}

extension LiveSettings {
  /// The settings, each within its range.
  var clamped: LiveSettings {
    func within(_ range: ClosedRange<Int>, _ value: Int) -> Int {
      min(max(value, range.lowerBound), range.upperBound)
    }
    return LiveSettings(
      eventsPerSecond: within(0...100_000, eventsPerSecond), writers: within(1...256, writers),
      shards: within(1...64, shards),
      clockSkewMilliseconds: within(0...3_600_000, clockSkewMilliseconds),
      accounts: within(1...1_000_000, accounts),
      speedThousandths: within(10...100_000, speedThousandths), isPaused: isPaused)
  }
}

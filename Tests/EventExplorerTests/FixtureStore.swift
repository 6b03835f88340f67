import Architectures
import EventExplorer
import EventSourcing
import Scenarios
import VirtualTime

/// A store of made-up events that answers the explorer's requests at once.
struct FixtureStore {
  var rows: [StreamRow] = []
  /// Whether it answers nothing but how it stands.
  var isSilent = false
  /// Rows that the store has lost.
  var lost: Set<Int64> = []
  /// Whether the index is said to keep the order of commits.
  var keepsOrder = false
  var status: ReplicationStatus
  /// What is not in the index yet.
  var pending: [RecordedEvent] = []
  /// Whether the read model was built anew: what was missed before is in it.
  var isRebuilt = false
  /// Rebuilds stop here, if it is set.
  var rebuild: RebuildProgress?
  /// What came that is for the terminal, not for the store.
  var terminal: [ExplorerRequest] = []
  /// The filter of screen 3.
  var filter: StreamFilter?
  /// How many rows the filter looks at before it is asked again.
  var looksAt = Int64.max
  /// How its laboratory behaves.
  var laboratory = FixtureLaboratory()
  /// The files that were written.
  var files: [String: String] = [:]
  /// What was to be written, the newest last.
  var exports: [Export] = []
  /// Exports stop here, if it is set, until they are cancelled.
  var exportStops: ExportProgress.Stage?
  /// The demos that were opened in its place.
  var openings: [LiveOpening] = []
  /// What was seen of a scenario.
  var figures: ScenarioFigures?
  /// What readers made of events, by position; nothing else was handed to any or passed by it.
  var fates: [Int64: [ReaderStrategy: ReaderOutcome.Fate]] = [:]
  /// Appends end like this, if it is set.
  var outcome: AppendOutcome?

  static let start = Instant.simulationStart

  /// Events of accounts, `count` of them; the last `pendingCount` are not visible yet.
  init(
    events count: Int, pending pendingCount: Int = 0, accounts: Int = 20, hasWriters: Bool = true
  ) {
    status = ReplicationStatus(now: Self.start, hasWriters: hasWriters)
    var random = SeededRandom(seed: 7)
    var domain = AccountsDomain(wantedAccounts: accounts)
    var recorded: [RecordedEvent] = []
    var now = Self.start
    while recorded.count < count {
      now = now.advanced(byMicroseconds: random.number(in: 10_000...300_000))
      let command = domain.decide(&random, now: now)
      domain.ended(command)
      for event in domain.request(for: command).events where recorded.count < count {
        let clock = now.advanced(byMicroseconds: random.number(in: -1_500_000...1_500_000))
        let stored = Event(
          aggregateID: event.aggregateID,
          aggregateVersion: (domain[event.aggregateID]?.version ?? 0) + 1,
          eventID: KSUID(clamping: clock, using: &random), eventVersion: 1,
          eventType: event.eventType, metadata: event.metadata)
        domain.learn(stored)
        recorded.append(
          RecordedEvent(
            event: stored, position: Int64(recorded.count + 1), committedAt: now,
            shard: 1 + recorded.count % 4))
      }
    }
    pending = Array(recorded.suffix(pendingCount))
    for event in recorded.dropLast(pendingCount) {
      show(event, lag: random.number(in: 900...800_000))
    }
    fillStatus(at: now)
  }

  private mutating func fillStatus(at now: Instant) {
    status.now = now
    status.commitsPerSecond = 19
    status.lagHistory = (0..<60).map { (second: Int64) -> Int64? in
      second < 20 ? nil : second * second % 17 * 9_000 + 4_000
    }
    status.parts = (1...4).map { shard in
      PartStatus(
        number: shard, name: "EVENT_\(shard)", backlog: shard == 3 ? 2_904 : shard,
        lagMedian: Int64(shard) * 4_000, lag99th: Int64(shard) * 90_000,
        passedPerSecond: shard == 3 ? 1_000 : 100 * shard, refused: shard == 3 ? 12 : 0,
        isRefusing: shard == 3,
        lagHistory: (0..<60).map { (second: Int64) -> Int64? in
          second < 25 ? nil : second * (second + Int64(shard)) % 13 * 40_000
        })
    }
    status.readers = [
      ReaderStatus(
        strategy: .checkpoint, delivered: 51_203, missed: 118, outOfOrder: 3, delayMedian: 241_000),
      ReaderStatus(strategy: .overlap, delivered: 51_321, delayMedian: 263_000),
      ReaderStatus(strategy: .safeHorizon, delivered: 50_990, delayMedian: 12_600_000),
    ]
    if status.hasWriters {
      status.writerClocks = [-42_000, 0, 93_700, 8_000].enumerated().map {
        WriterClockStatus(number: $0 + 1, offsetMicroseconds: $1)
      }
    }
    count()
  }

  /// Counts anew what was put in.
  mutating func refreshStatus() { count() }

  private mutating func count() {
    status.events = Int64(rows.count + pending.count)
    status.visibleRows = Int64(rows.count)
    status.aggregates = Int64(Set(events.map(\.event.aggregateID)).count)
  }

  var events: [RecordedEvent] {
    (rows.map(\.recorded) + pending).sorted { $0.position < $1.position }
  }

  /// Shows an event in the index, as its next row.
  mutating func show(_ recorded: RecordedEvent, lag: Int64 = 5_000) {
    pending.removeAll { $0.position == recorded.position }
    let late = rows.suffix(StreamRow.window).count {
      $0.recorded.event.eventID > recorded.event.eventID
    }
    rows.append(
      StreamRow(
        row: Int64(rows.count + 1), recorded: recorded,
        visibleAt: recorded.committedAt.advanced(byMicroseconds: lag),
        isMissed: late > 6, displacement: late))
    count()
  }

  /// Appends an event with these texts, and shows it.
  mutating func add(aggregate: String, type: String, metadata: String) throws {
    let id = try AggregateID(aggregate)
    let version = Int64(events.count { $0.event.aggregateID == id }) + 1
    let position = Int64(rows.count + pending.count + 1)
    show(
      RecordedEvent(
        event: Event(
          aggregateID: id, aggregateVersion: version,
          eventID: KSUID(timestamp: 400_000_000 + UInt32(position), payloadHigh: 1, payloadLow: 2),
          eventVersion: 1, eventType: try EventType(type), metadata: try Metadata(metadata)),
        position: position, committedAt: Self.start, shard: 2))
  }

  // MARK: Answers

  /// Carries out requests, and those that the answers bring, until there are none.
  mutating func serve(_ requests: [ExplorerRequest], _ state: inout ExplorerState) {
    var waiting = requests
    while !waiting.isEmpty {
      let request = waiting.removeFirst()
      if case .openLive(let opening) = request { waiting += open(opening, &state) }
      for answer in answers(to: request) { waiting += state.receive(answer) }
    }
  }

  /// What is answered to a request.
  mutating func answers(to request: ExplorerRequest) -> [ExplorerAnswer] {
    guard !isSilent else { return [] }
    switch request {
    case .stream(let first, let count):
      let read = rows.dropFirst(Int(first) - 1).prefix(count)
      return [.stream(first: first, read.map { lost.contains($0.row) ? nil : $0 })]
    case .aggregates(let window):
      return [answer(to: window)]
    case .history(let aggregate, let first, let count):
      return [history(aggregate, first, count)]
    case .state(let aggregate, let version):
      var state = AggregateState()
      for recorded in of(aggregate) where recorded.event.aggregateVersion <= version {
        state.apply(recorded.event)
      }
      return [.state(aggregate, state, lost: 0)]
    case .search(let search): return [.search(progress(of: search))]
    case .append(let request): return [.append(outcome ?? stored(request))]
    case .standing(let aggregate): return [.standing(aggregate, Int64(of(aggregate).count))]
    case .complete(let prefix):
      let found = summaries.map(\.aggregateID).sorted().first { "\($0)".hasPrefix(prefix) }
      return [.completion(prefix: prefix, found)]
    case .followed(let positions): return [.followed(followed(positions))]
    case .lastPosition(let aggregate):
      return [.lastPosition(aggregate, of(aggregate).last?.position)]
    case .locate(let position): return [.located(row: streamRows[position]?.row)]
    case .browser(let request): return answers(to: request)
    case .skew(let request): return answers(to: request)
    case .readModel(let request): return answers(to: request)
    case .laboratory(let request): return answers(to: request)
    case .figures: return figures.map { [.figures($0)] } ?? []
    case .update(let changes):
      for change in changes { change.make(in: &status.settings) }
      return [.status(status)]
    case .export(let export): return answers(to: export)
    case .endExport: return endExport()
    case .quick, .endSearch, .step, .openLive: return []
    case .copy, .takeMouse, .theme, .edit, .redraw, .suspend, .quit:
      terminal.append(request)
      return []
    }
  }

  private var streamRows: [Int64: StreamTableRow] {
    Dictionary(
      uniqueKeysWithValues: rows.map {
        (
          $0.recorded.position,
          StreamTableRow(
            row: $0.row, position: $0.recorded.position, key: StreamKey($0.recorded.event.eventID),
            visibleAt: $0.visibleAt, isBehindCheckpoint: $0.isMissed)
        )
      })
  }

  private func followed(_ positions: [Int64]) -> [Int64: FollowedEvent] {
    var followed: [Int64: FollowedEvent] = [:]
    let rows = streamRows
    for recorded in events where positions.contains(recorded.position) {
      let position = recorded.position
      let readers = ReaderStrategy.allCases.map {
        ReaderOutcome(strategy: $0, fate: fates[position]?[$0] ?? .waiting)
      }
      followed[position] = FollowedEvent(
        visibleAfter: rows[position]?.visibleAt.map { $0 - recorded.committedAt },
        readers: readers)
    }
    return followed
  }

  private func of(_ aggregate: AggregateID) -> [RecordedEvent] {
    events.filter { $0.event.aggregateID == aggregate }
      .sorted { $0.event.aggregateVersion < $1.event.aggregateVersion }
  }

  private func history(
    _ aggregate: AggregateID, _ first: AggregateVersion, _ count: Int
  ) -> ExplorerAnswer {
    let seen = streamRows
    let all = of(aggregate)
    let rows = all.dropFirst(Int(first) - 1).prefix(count).map { recorded in
      HistoryRow(
        recorded: recorded,
        visibility: seen[recorded.position].flatMap { row in
          row.visibleAt.map { .since($0, isMissed: row.isBehindCheckpoint) }
        } ?? .pending)
    }
    return .history(aggregate, from: first, rows, last: Int64(all.count))
  }

  private var summaries: [AggregateSummary] {
    Dictionary(grouping: events, by: \.event.aggregateID).compactMap { aggregate, events in
      guard let first = events.first, let last = events.last else { return nil }
      return AggregateSummary(
        aggregateID: aggregate, version: last.event.aggregateVersion,
        lastEventID: last.event.eventID, lastPosition: last.position,
        lastCommittedAt: last.committedAt, firstType: first.event.eventType)
    }
  }

  private func answer(to window: AggregateWindow) -> ExplorerAnswer {
    var all = summaries.sorted { left, right in
      switch window.order {
      case .identifier: left.aggregateID < right.aggregateID
      case .version: (left.version, left.aggregateID) < (right.version, right.aggregateID)
      case .lastPosition: left.lastPosition < right.lastPosition
      }
    }
    if window.descending { all.reverse() }
    let range: Range<Int>
    switch window.anchor {
    case .first: range = 0..<min(all.count, window.count)
    case .last: range = max(0, all.count - window.count)..<all.count
    case .around(let aggregate):
      let place = all.firstIndex { $0.aggregateID == aggregate } ?? 0
      range = max(0, place - window.count)..<min(all.count, place + window.count + 1)
    }
    let rows = all[range].map { summary in
      AggregateRow(
        summary: summary,
        pending: pending.count { $0.event.aggregateID == summary.aggregateID })
    }
    return .aggregates(
      window, rows, isAtStart: range.lowerBound == 0, isAtEnd: range.upperBound == all.count)
  }

  private func progress(of search: Search) -> SearchProgress {
    if case .commits(let start) = search.scope { return progress(of: search, from: start) }
    if case .accounts(let reader, let order, let isReversed, let start) = search.scope {
      return progress(of: search, in: list(reader, order, isReversed: isReversed), from: start)
    }
    guard case .stream(let start, let filter) = search.scope else {
      return SearchProgress(number: search.number, isComplete: true)
    }
    let filtered = rows.filter { row in
      filter?.matcher().matches(row.recorded, isMissed: row.isMissed) { row.displacement > 0 }
        ?? true
    }
    let matches = filtered.filter { row in
      switch search.subject {
      case .pattern(let pattern): pattern.matcher().matches(row.recorded.event)
      case .disorder: row.isDisordered
      }
    }
    let ahead = matches.filter {
      search.includesStart && $0.row == start
        || (search.backwards ? $0.row < start : $0.row > start)
    }
    let match =
      search.backwards
      ? ahead.last ?? matches.last : ahead.first ?? matches.first
    return SearchProgress(
      number: search.number,
      match: match.map { .row($0.row, displacement: $0.displacement, isMissed: $0.isMissed) },
      hasWrapped: ahead.isEmpty,
      ordinal: match.flatMap { match in matches.firstIndex { $0.row == match.row } }.map { $0 + 1 },
      matches: matches.count, isComplete: true)
  }

  private mutating func stored(_ request: AppendRequest) -> AppendOutcome {
    let entries = request.events.map { event in
      let recorded = RecordedEvent(
        event: Event(
          aggregateID: event.aggregateID,
          aggregateVersion: Int64(of(event.aggregateID).count) + 1,
          eventID: event.eventID ?? KSUID(timestamp: 500_000_000, payloadHigh: 3, payloadLow: 4),
          eventVersion: event.eventVersion, eventType: event.eventType, metadata: event.metadata),
        position: Int64(rows.count + pending.count + 1), committedAt: status.now, shard: 1)
      pending.append(recorded)
      return AppendReceipt.Entry(recorded: recorded, wasStoredBefore: false)
    }
    count()
    return .stored(AppendReceipt(entries))
  }
}

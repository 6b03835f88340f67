import Architectures
import EventExplorer
import EventSourcing
import VirtualTime

/// A store that answers late, in another order, short, or not, while others go on writing to it.
struct FuzzStore {
  var fixture: FixtureStore
  /// The most rows that it gives at a time, however many are asked for; 0: as many as are asked for.
  let most: Int
  /// What was asked for and is not answered yet.
  private(set) var waiting: [ExplorerRequest] = []
  /// Whether the explorer asked to end.
  private(set) var hasQuit = false

  init(_ fixture: FixtureStore, most: Int) {
    (self.fixture, self.most) = (fixture, most)
  }

  /// Takes requests.
  /// - Throws: `FuzzFlaw` for one that makes no sense.
  mutating func take(_ requests: [ExplorerRequest]) throws(FuzzFlaw) {
    if requests.count > 30 { throw FuzzFlaw("\(requests.count) requests at once") }
    for request in requests {
      switch request {
      case .stream(let first, let count), .history(_, from: let first, let count),
        .browser(.rows(_, let first, let count)), .skew(.rows(let first, let count)):
        guard first > 0, count > 0, count < 10_000 else {
          throw FuzzFlaw("asked for \(count) rows from \(first)")
        }
      case .quit: hasQuit = true
      default: break
      }
      waiting.append(request)
    }
    fixture.terminal = []
  }

  /// Takes note that nobody has asked to end.
  mutating func forgetQuit() { hasQuit = false }

  /// Takes what was asked for and is to be answered now, if anything: the oldest, where it is honest.
  mutating func next(_ random: inout SeededRandom, isHonest: Bool) -> ExplorerRequest? {
    waiting.isEmpty
      ? nil : waiting.remove(at: isHonest ? 0 : random.index(below: waiting.count))
  }

  /// What is answered to a request: as it should be, where it is honest.
  mutating func answers(
    to request: ExplorerRequest, _ random: inout SeededRandom, isHonest: Bool
  ) -> [ExplorerAnswer] {
    var answers: [ExplorerAnswer] = []
    for answer in truth(of: request, &random) {
      let isFlawed = !isHonest && random.index(below: 6) == 0
      answers.append(isFlawed ? flawed(answer, &random) : answer)
      if isFlawed, random.index(below: 2) == 0 { answers.append(.failed(FuzzText.text(&random))) }
    }
    return answers
  }

  /// Opens a demo: what was asked before is answered to nobody.
  mutating func open(_ opening: LiveOpening, _ state: inout ExplorerState) -> [ExplorerRequest] {
    waiting.removeAll { if case .laboratory = $0 { false } else { true } }
    return fixture.open(opening, &state)
  }

  private mutating func truth(
    of request: ExplorerRequest, _ random: inout SeededRandom
  ) -> [ExplorerAnswer] {
    switch request {
    case .edit(let text):
      let edited = [nil, text, FuzzText.json(&random), FuzzText.text(&random)]
      return [.edited(edited[random.index(below: edited.count)])]
    case .quick:
      let isRefused = random.index(below: 2) == 0
      guard !isRefused, let event = fixture.events.last?.event else {
        return [.append(.refused(FuzzText.text(&random)))]
      }
      let next = NewEvent(
        aggregateID: event.aggregateID, eventType: event.eventType, metadata: event.metadata)
      return fixture.answers(to: .append(AppendRequest([next], expected: [:])))
    case .append where random.index(below: 3) == 0:
      let winner = fixture.events.randomElement(using: &random)?.event
      guard let winner else { return [.append(.refused(FuzzText.text(&random)))] }
      return [
        .append(
          .conflict(winner.aggregateID, actual: winner.aggregateVersion, winner: winner))
      ]
    case .update(let changes) where changes.isEmpty: return []
    case .stream(let first, let count):
      return fixture.answers(to: .stream(first: first, count: given(count)))
    case .history(let aggregate, let first, let count):
      return fixture.answers(to: .history(aggregate, from: first, count: given(count)))
    case .browser(.rows(let filter, let first, let count)):
      return fixture.answers(
        to: .browser(.rows(filter: filter, first: first, count: given(count))))
    case .skew(.rows(let first, let count)):
      return fixture.answers(to: .skew(.rows(first: first, count: given(count))))
    default: return fixture.answers(to: request)
    }
  }

  private func given(_ count: Int) -> Int { most > 0 ? min(count, most) : count }

  /// An answer as it comes where a file is damaged, or reading has failed.
  private func flawed(_ answer: ExplorerAnswer, _ random: inout SeededRandom) -> ExplorerAnswer {
    func some<Row>(of rows: [Row]) -> [Row] {
      Array(rows.prefix(random.index(below: rows.count + 1)))
    }
    switch answer {
    case .stream(let first, let rows): return .stream(first: first, some(of: rows))
    case .aggregates(let window, let rows, let isAtStart, let isAtEnd):
      return .aggregates(window, some(of: rows), isAtStart: isAtStart, isAtEnd: isAtEnd)
    case .history(let aggregate, let first, let rows, let last):
      let isLost = random.index(below: 3) == 0
      return .history(aggregate, from: first, some(of: rows), last: isLost ? 0 : last)
    case .browser(.rows(let filter, let first, let rows)):
      return .browser(.rows(filter: filter, first: first, some(of: rows)))
    case .browser(.histogram(let histogram, let filter)):
      let none = StreamHistogram(start: histogram.start, end: histogram.start, firstRows: [])
      return .browser(.histogram(none, filter: filter))
    case .browser(.found(_, let filter, _)):
      return .browser(.found(row: nil, filter: filter, problem: FuzzText.text(&random)))
    case .skew(.rows(let first, let rows)): return .skew(.rows(first: first, some(of: rows)))
    case .skew(.figures): return .skew(.figures(nil))
    case .readModel(.accounts(let part)):
      var flawed = AccountPart(part.window)
      flawed.rows = some(of: part.rows)
      return .readModel(.accounts(flawed))
    case .readModel(.undelivered(let account, let reader, let rows, let count)):
      return .readModel(.undelivered(account, by: reader, some(of: rows), count: count))
    case .append:
      let aggregate = fixture.rows.first?.recorded.event
      guard let aggregate, random.index(below: 2) == 0 else {
        return .append(.refused(FuzzText.text(&random)))
      }
      return .append(.conflict(aggregate.aggregateID, actual: 7, winner: aggregate))
    default: return answer
    }
  }

  // MARK: Writers

  /// Time passes, others write, and the index shows some of what was written.
  mutating func goOn(_ random: inout SeededRandom) {
    let passed = [1_000, 30_000, 400_000, 3_000_000, 86_400_000_000][random.index(below: 5)]
    if !fixture.status.settings.isPaused {
      fixture.status.now = fixture.status.now.advanced(byMicroseconds: Int64(passed))
    }
    if fixture.rows.count + fixture.pending.count < 400 {
      for _ in 0..<random.index(below: 4) { write(&random) }
    }
    for _ in 0..<random.index(below: 4) {
      guard let next = fixture.pending.randomElement(using: &random) else { break }
      fixture.show(next, lag: random.number(in: 0...900_000))
    }
    fixture.status.commitsPerSecond = random.index(below: 100_000)
    if let reader = fixture.status.readers.indices.randomElement(using: &random) {
      fixture.status.readers[reader].delivered += random.number(in: 0...99)
    }
    fixture.status.failure = random.index(below: 30) == 0 ? FuzzText.text(&random) : nil
    fixture.refreshStatus()
  }

  private mutating func write(_ random: inout SeededRandom) {
    let all = fixture.events
    let known = all.isEmpty ? nil : all[random.index(below: all.count)].event.aggregateID
    let named = try? AggregateID(FuzzText.text(&random))
    guard let aggregate = (random.index(below: 3) > 0 ? known : named) ?? known ?? named,
      let metadata = try? Metadata(FuzzText.json(&random))
    else { return }
    let type = (try? EventType(FuzzText.text(&random))) ?? .accountCreated
    let version = all.count { $0.event.aggregateID == aggregate } + 1
    let now = fixture.status.now
    fixture.pending.append(
      RecordedEvent(
        event: Event(
          aggregateID: aggregate, aggregateVersion: AggregateVersion(version),
          eventID: KSUID(clamping: now, using: &random), eventVersion: 1, eventType: type,
          metadata: metadata),
        position: Int64(all.count + 1), committedAt: now, shard: 1 + random.index(below: 64)))
  }
}

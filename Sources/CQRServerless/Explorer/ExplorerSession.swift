import Architectures
import Dispatch
import EventExplorer
import EventSourcing
import Foundation
import LiveDriver
import Scenarios

/// Carries out the explorer's requests behind the screen, on a live cloud over a store.
///
/// Reads run on one queue, searches on another, appends as tasks; every answer goes through the box.
///
/// Unchecked, because each variable belongs to one queue, or to the lock.
final class ExplorerSession: @unchecked Sendable {
  let cloud: LiveCloud
  let box: AnswerBox
  /// What does the runs of screen 6.
  let laboratory: LaboratoryRunner
  /// What writes files.
  let exporter: Exporter
  /// What reads for screen 5.
  let projector: ReadModelProjector

  private let reading = DispatchQueue(label: "cqrs.explorer.reading", qos: .userInitiated)
  let filtering = DispatchQueue(label: "cqrs.explorer.filtering", qos: .utility)
  private let searching = DispatchQueue(label: "cqrs.explorer.searching", qos: .utility)
  private let lock = NSLock()
  private var newestSearch = 0
  private var newestState = 0
  private var presentFilter: FilteredStream?
  private var presentFilterRun = 0

  /// Of ``reading``.
  private var rows: StreamRows
  private var states = StateFold()
  /// Of ``reading``: screen 3 is elsewhere in the stream than screen 1.
  var browsed: StreamRows
  /// Of ``reading``.
  var skewRows: SkewRows

  init(cloud: LiveCloud, box: AnswerBox, laboratory: LaboratoryRunner) {
    self.cloud = cloud
    self.box = box
    self.laboratory = laboratory
    exporter = Exporter(box: box)
    projector = ReadModelProjector(cloud: cloud, box: box)
    rows = StreamRows(table: cloud.table, stream: cloud.stream)
    browsed = StreamRows(table: cloud.table, stream: cloud.stream)
    skewRows = SkewRows(
      table: cloud.table, stream: cloud.stream,
      keepsOrder: cloud.guarantees.globalOrder == .total)
    cloud.onChange = { [box] in box.putNews() }
  }

  /// Carries out a request, if it is one for the store.
  /// - Returns: Whether it is.
  func perform(_ request: ExplorerRequest) -> Bool {
    switch request {
    case .stream(let first, let count):
      read(failing: .stream(first: first, [])) { session in
        .stream(first: first, try session.rows.read(first: first, count: count))
      }
    case .aggregates(let window):
      read(failing: .aggregates(window, [], isAtStart: true, isAtEnd: true)) { session in
        try session.aggregates(window)
      }
    case .history(let aggregate, let first, let count):
      read(failing: .history(aggregate, from: first, [], last: 0)) { session in
        try session.history(aggregate, first, count)
      }
    case .state(let aggregate, let version):
      fold(aggregate, through: version)
    case .search(let search):
      lock.withLock { newestSearch = search.number }
      searching.async { [self] in run(search) }
    case .endSearch:
      lock.withLock { newestSearch = -1 }
    case .append(let request):
      Task { [self] in await append(request) }
    case .quick(let command, let account):
      Task { [self] in await quick(command, account) }
    case .standing(let aggregate):
      read(failing: nil) { session in
        .standing(aggregate, try session.lastVersion(of: aggregate))
      }
    case .complete(let prefix):
      read(failing: nil) { session in
        let query = AggregateQuery(prefix: ArraySlice(prefix.utf8), limit: 1)
        return .completion(
          prefix: prefix, try session.cloud.table.aggregates(query).first?.aggregateID)
      }
    case .followed(let positions):
      read(failing: nil) { session in .followed(try session.cloud.followed(positions)) }
    case .lastPosition(let aggregate):
      read(failing: nil) { session in
        .lastPosition(aggregate, try session.summary(of: aggregate)?.lastPosition)
      }
    case .locate(let position):
      read(failing: nil) { session in
        .located(row: try session.cloud.stream.rows(ofPositions: [position])[position]?.row)
      }
    case .figures:
      read(failing: nil) { session in
        let cloud = session.cloud
        return .figures(
          try ScenarioFigures(cloud.status(), table: cloud.table, stream: cloud.stream))
      }
    case .update(let changes):
      cloud.update(changes)
    case .step:
      cloud.step()
    case .browser(let request): perform(request)
    case .skew(let request): perform(request)
    case .readModel(let request): perform(request)
    case .laboratory(let request): perform(request)
    case .export(let export): perform(export)
    case .endExport: exporter.cancel()
    case .openLive, .copy, .takeMouse, .theme, .edit, .redraw, .suspend, .quit:
      return false
    }
    return true
  }

  /// The filter that is set.
  var filtered: FilteredStream? {
    get { lock.withLock { presentFilter } }
    set { lock.withLock { presentFilter = newValue } }
  }

  /// The number of the last look for what the filter lets through: a greater one ends it.
  var filterRun: Int {
    get { lock.withLock { presentFilterRun } }
    set { lock.withLock { presentFilterRun = newValue } }
  }

  /// Reads on the reading queue; where that fails the words go to the screen, and what the request must
  /// be answered with.
  func read(
    failing answer: ExplorerAnswer?,
    _ work: @escaping @Sendable (ExplorerSession) throws -> ExplorerAnswer
  ) {
    reading.async { [self] in
      do {
        box.put(try work(self))
      } catch {
        if let answer { box.put(answer) }
        box.put(.failed(CommandFailure(error).words))
      }
    }
  }

  // MARK: Reads

  /// Folds an aggregate's state, unless another is wanted by the time it is its turn.
  private func fold(_ aggregate: AggregateID, through version: AggregateVersion) {
    let number = lock.withLock {
      newestState += 1
      return newestState
    }
    reading.async { [self] in
      guard lock.withLock({ newestState == number }) else { return }
      do {
        let (state, lost) = try states.state(of: aggregate, through: version, in: cloud.table)
        box.put(.state(aggregate, state, lost: lost))
      } catch {
        box.put(.failed(CommandFailure(error).words))
      }
    }
  }

  private func summary(of aggregate: AggregateID) throws -> AggregateSummary? {
    let query = AggregateQuery(prefix: aggregate.bytes, limit: 1)
    let first = try cloud.table.aggregates(query).first
    return first?.aggregateID == aggregate ? first : nil
  }

  private func lastVersion(of aggregate: AggregateID) throws -> AggregateVersion {
    try summary(of: aggregate)?.version ?? 0
  }

  private func history(
    _ aggregate: AggregateID, _ first: AggregateVersion, _ count: Int
  ) throws -> ExplorerAnswer {
    let last = try lastVersion(of: aggregate)
    let end = min(last, first + Int64(count) - 1)
    guard first <= end else { return .history(aggregate, from: first, [], last: last) }
    let page = try cloud.table.page(of: aggregate, versions: first...end)
    let seen = try cloud.stream.rows(ofPositions: page.map(\.position))
    var rows = [HistoryRow?](repeating: nil, count: Int(end - first) + 1)
    for recorded in page {
      let visibility: HistoryRow.Visibility =
        switch seen[recorded.position] {
        case nil: .pending
        case let row?: row.visibleAt.map { .since($0, isMissed: row.isBehindCheckpoint) } ?? .before
        }
      rows[Int(recorded.event.aggregateVersion - first)] = HistoryRow(
        recorded: recorded, visibility: visibility)
    }
    return .history(aggregate, from: first, rows, last: last)
  }

  // MARK: Searches

  private func run(_ search: Search) {
    let isCancelled = { [self] in lock.withLock { newestSearch != search.number } }
    guard !isCancelled() else { return }
    let scan = SearchScan(search: search, isCancelled: isCancelled) { [box] in
      box.put(.search($0))
    }
    do {
      try ExplorerSearch(
        table: cloud.table, stream: cloud.stream, search: search,
        accounts: { [projector] reader in try projector.snapshot(reader).pages }
      ).run(scan)
    } catch {
      box.put(.search(SearchProgress(number: search.number, isComplete: true)))
      box.put(.failed(CommandFailure(error).words))
    }
  }

  // MARK: Appends

  private func append(_ request: AppendRequest) async {
    do {
      box.put(.append(.stored(try await cloud.append(request))))
    } catch EventStoreError.rejected(_, .versionConflict(let aggregate, let expected, let actual)) {
      let winner = try? cloud.table.page(of: aggregate, from: expected + 1, limit: 1).first?.event
      box.put(.append(.conflict(aggregate, actual: actual, winner: winner)))
    } catch {
      box.put(.append(.refused(CommandFailure(error).words)))
    }
  }

  private func quick(_ command: QuickCommand, _ account: AggregateID?) async {
    do {
      let accounts = QuickAccounts(table: cloud.table)
      let decided = try accounts.command(command, account, now: cloud.status().now)
      await append(try accounts.request(for: decided))
    } catch let refusal as QuickAccounts.Refusal {
      box.put(.append(.refused(refusal.rawValue)))
    } catch {
      box.put(.append(.refused(CommandFailure(error).words)))
    }
  }
}

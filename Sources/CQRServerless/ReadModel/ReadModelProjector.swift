import Architectures
import Dispatch
import EventExplorer
import EventSourcing
import Foundation
import LiveDriver

/// What screen 5 asks for, on a queue of its own: long aggregates that are folded keep nobody else waiting.
///
/// Unchecked, because each variable belongs to the queue, or to the lock.
final class ReadModelProjector: @unchecked Sendable {
  let cloud: LiveCloud
  let box: AnswerBox
  let queue = DispatchQueue(label: "cqrs.explorer.accounts", qos: .userInitiated)
  private let lock = NSLock()
  /// The number of the rebuild that runs, or ran last; guarded by the lock.
  private var newestRebuild = 0
  private var readers: [ReaderStrategy: ReaderGaps] = [:]
  private var kinds = AccountKinds()
  private var balances = AccountBalances()
  private var counted: (accounts: Int64, through: Int64) = (0, 0)
  /// Before this no part of the list is read.
  private var restUntil: DispatchTime = .now()

  /// How many events are folded for one answer.
  private static let budget = 20_000
  /// The times in nanoseconds between which two parts of the list lie apart: what streams in need not be shown
  /// more often, and where so much is missing that a part takes long the queue still rests most of the time.
  private static let pause: ClosedRange<UInt64> = 150_000_000...1_000_000_000
  /// How many events of an account are listed.
  private static let mostListed = 1_000

  init(cloud: LiveCloud, box: AnswerBox) {
    self.cloud = cloud
    self.box = box
  }

  /// Carries out a request.
  func perform(_ request: ReadModelRequest) {
    switch request {
    case .accounts(let window):
      queue.async { [self] in
        guard restUntil > .now() else { return answer(window) }
        queue.asyncAfter(deadline: restUntil) { [self] in answer(window) }
      }
    case .find(let search):
      answer(failing: .found(nil, by: search.reader)) { try $0.find(search) }
    case .undelivered(let account, let reader):
      answer(failing: .undelivered(account, by: reader, [], count: 0)) {
        try $0.undelivered(account, by: reader)
      }
    case .rebuild(let reader):
      let number = lock.withLock {
        newestRebuild += 1
        return newestRebuild
      }
      Task(priority: .utility) { [self] in await rebuild(reader, number) }
    case .endRebuild:
      lock.withLock { newestRebuild += 1 }
    }
  }

  private func answer(_ window: AccountWindow) {
    let start = DispatchTime.now().uptimeNanoseconds
    put(failing: .accounts(AccountPart(window))) { try $0.part(window) }
    let taken = DispatchTime.now().uptimeNanoseconds - start
    let pause = min(max(3 * taken, Self.pause.lowerBound), Self.pause.upperBound)
    restUntil = .now() + .nanoseconds(Int(pause))
  }

  private func answer(
    failing answer: ReadModelAnswer,
    _ work: @escaping @Sendable (ReadModelProjector) throws -> ReadModelAnswer
  ) {
    queue.async { [self] in put(failing: answer, work) }
  }

  private func put(
    failing answer: ReadModelAnswer, _ work: (ReadModelProjector) throws -> ReadModelAnswer
  ) {
    do {
      box.put(.readModel(try work(self)))
    } catch {
      box.put(.readModel(answer))
      box.put(.failed(CommandFailure(error).words))
    }
  }

  // MARK: Accounts

  /// What a reader's projection lacks, as it is now.
  private func present(_ reader: ReaderStrategy) throws -> UndeliveredEvents {
    let events = try cloud.undelivered(by: reader)
    try update(reader, events)
    return events
  }

  private func update(_ reader: ReaderStrategy, _ events: UndeliveredEvents) throws {
    // Taken out while it is changed, so that it is not copied.
    var gaps = readers.removeValue(forKey: reader) ?? ReaderGaps()
    try gaps.update(events, &kinds, in: cloud.table)
    readers[reader] = gaps
  }

  private func pages(_ reader: ReaderStrategy) -> (AccountPages, missingCents: Int64) {
    let (wrong, missingCents) = readers[reader]?.wrong() ?? ([], 0)
    let gaps = readers[reader]?.gaps ?? ProjectionGaps()
    return (
      AccountPages(table: cloud.table, gaps: gaps, wrong: wrong, count: counted.accounts),
      missingCents
    )
  }

  /// Counts the accounts that there have come to be.
  private func count() throws {
    let (count, through) = try cloud.table.count(
      aggregatesBeginningWith: AccountKinds.types, after: counted.through)
    counted = (counted.accounts + count, through)
  }

  private func part(_ window: AccountWindow) throws -> ReadModelAnswer {
    let events = try present(window.reader)
    let through = events.through
    if cloud.isObserved, !events.waiting.isEmpty { tellWhenOutdated(window.reader) }
    try count()
    let (pages, missingCents) = pages(window.reader)
    var part = AccountPart(window)
    part.totals = ProjectionTotals(
      accounts: counted.accounts, wrong: Int64(pages.wrong.count), missingCents: missingCents,
      others: max(0, try cloud.table.totals().aggregates - counted.accounts))
    let found = try pages.part(window)
    part.window.anchor = found.anchor
    (part.isAtStart, part.isAtEnd) = (found.isAtStart, found.isAtEnd)
    var budget = Self.budget
    for account in found.accounts {
      var state: AccountState?
      var isLost = false
      do {
        state = try balances.state(
          of: account, through: through, budget: &budget, in: cloud.table)
      } catch EventStoreError.damaged {
        isLost = true
      }
      let gap = pages.gaps.gaps[account]
      part.rows.append(
        AccountRow(
          account: account,
          truth: state.map {
            AccountRow.Truth(name: $0.name, cents: $0.cents, version: $0.version)
          },
          missingCents: gap?.cents ?? 0, isWrong: gap?.isWrong ?? false,
          missed: gap?.missed.count ?? 0, late: gap?.late.count ?? 0, isLost: isLost))
    }
    return .accounts(part)
  }

  /// Where the stream is read alone nothing tells of a reader that goes on because time does.
  private func tellWhenOutdated(_ reader: ReaderStrategy) {
    queue.asyncAfter(deadline: .now() + .seconds(1)) { [box] in
      box.put(.readModel(.outdated(by: reader)))
    }
  }

  private func find(_ search: WrongSearch) throws -> ReadModelAnswer {
    _ = try present(search.reader)
    let (pages, _) = pages(search.reader)
    guard let (account, place, hasWrapped) = pages.nextWrong(search) else {
      return .found(nil, by: search.reader)
    }
    let gap = pages.gaps.gaps[account]
    return .found(
      FoundWrong(
        account: account, missingCents: gap?.cents ?? 0, missed: gap?.missed.count ?? 0,
        late: gap?.late.count ?? 0, ordinal: place + 1, count: pages.wrong.count,
        hasWrapped: hasWrapped), by: search.reader)
  }

  private func undelivered(
    _ account: AggregateID, by reader: ReaderStrategy
  ) throws -> ReadModelAnswer {
    let events = try present(reader)
    guard let gap = readers[reader]?.gaps.gaps[account] else {
      return .undelivered(account, by: reader, [], count: 0)
    }
    let missed = Set(gap.missed)
    let positions = (gap.missed + gap.late).sorted()
    let waiting = gap.late.isEmpty ? [] : Set(events.waiting)
    let page = try cloud.table.page(atPositions: Array(positions.prefix(Self.mostListed)))
    let rows = page.map { recorded in
      UndeliveredRow(
        recorded: recorded,
        reason: missed.contains(recorded.position)
          ? .missed : waiting.contains(recorded.position) ? .waiting : .unseen)
    }
    return .undelivered(account, by: reader, rows, count: positions.count)
  }

  // MARK: Exporting

  /// The list of accounts as it is at an instant.
  struct Snapshot {
    var pages: AccountPages
    /// The last position that it counts with.
    var through: Int64
  }

  /// The list of accounts as it is now, for whoever is on another queue.
  func snapshot(_ reader: ReaderStrategy) throws -> Snapshot {
    try queue.sync {
      let through = try present(reader).through
      try count()
      return Snapshot(pages: pages(reader).0, through: through)
    }
  }

  // MARK: Rebuilding

  private func isCurrent(_ number: Int) -> Bool { lock.withLock { newestRebuild == number } }

  /// Replays the stream from its beginning with a reader as it stands now.
  private func rebuild(_ strategy: ReaderStrategy, _ number: Int) async {
    let skew = Int64(cloud.status().settings.clockSkewMilliseconds) * 1_000
    var replay = Replay(strategy, of: cloud, skewMicroseconds: skew)
    var told = Date()
    do {
      while try await replay?.goOn(cloud, now: cloud.now) == true {
        guard isCurrent(number) else { return }
        if -told.timeIntervalSinceNow > 0.1 {
          told = Date()
          box.put(.readModel(.rebuild(progress(strategy, replay))))
        }
        await Task.yield()
      }
      guard isCurrent(number) else { return }
    } catch {
      box.put(.readModel(.rebuild(RebuildProgress(reader: strategy, outcome: .failed))))
      box.put(.failed(CommandFailure(error).words))
      return
    }
    let delivered = replay?.delivered ?? PositionSet()
    answer(failing: .rebuild(RebuildProgress(reader: strategy, outcome: .failed))) { projector in
      let (before, after) = try projector.cloud.mend(strategy, delivered: delivered)
      try projector.update(strategy, before)
      let wrong = Set(projector.pages(strategy).0.wrong)
      try projector.update(strategy, after)
      let still = Set(projector.pages(strategy).0.wrong)
      return .rebuild(
        RebuildProgress(
          reader: strategy, events: delivered.count, total: delivered.count,
          outcome: .done(mended: wrong.subtracting(still).count, wrong: Int64(still.count))))
    }
  }

  private func progress(_ strategy: ReaderStrategy, _ replay: Replay?) -> RebuildProgress {
    RebuildProgress(
      reader: strategy, events: replay?.delivered.count ?? 0, total: cloud.status().visibleRows)
  }
}

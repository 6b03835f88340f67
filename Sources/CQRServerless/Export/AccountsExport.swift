import Architectures
import EventExplorer
import EventSourcing

/// The accounts as a reader's projection has them, beside the truth, in the order of a list.
struct AccountsExport: ExportSource {
  private let projector: ReadModelProjector
  private let window: AccountWindow
  private var snapshot: ReadModelProjector.Snapshot?
  private var last: AggregateID?
  private var isOver = false

  init(
    _ projector: ReadModelProjector, _ reader: ReaderStrategy, _ order: AccountWindow.Order,
    isReversed: Bool
  ) {
    self.projector = projector
    window = AccountWindow(
      reader: reader, order: order, isReversed: isReversed, anchor: .first, count: Int(Self.piece))
  }

  let columns = [
    ExportColumn(name: "aggregateId", title: "ACCOUNT", width: 36),
    ExportColumn(name: "name", title: "NAME", width: 20),
    ExportColumn(name: "projectedCents", title: "PROJECTED", width: 15, alignsRight: true),
    ExportColumn(name: "actualCents", title: "ACTUAL", width: 15, alignsRight: true),
    ExportColumn(name: "differenceCents", title: "DIFFERENCE", width: 15, alignsRight: true),
    ExportColumn(name: "wrong", title: "WRONG", width: 5),
    ExportColumn(name: "missed", title: "MISSED", width: 6, alignsRight: true),
    ExportColumn(name: "late", title: "LATE", width: 6, alignsRight: true),
  ]

  var total: Int64 { snapshot?.pages.count ?? 0 }

  mutating func begin(_ run: ExportRun) throws {
    snapshot = try projector.snapshot(window.reader)
  }

  mutating func next() throws -> [ExportRow]? {
    guard !isOver, let snapshot else { return nil }
    var window = window
    if let last { window.anchor = .around(last) }
    let part = try snapshot.pages.part(window)
    isOver = part.isAtEnd
    let place = last.flatMap { part.accounts.firstIndex(of: $0) }
    let accounts = part.accounts[(place.map { $0 + 1 } ?? 0)...]
    last = accounts.last ?? last
    return try accounts.map { account in
      let gap = snapshot.pages.gaps.gaps[account]
      let state = try state(of: account, through: snapshot.through)
      let row = AccountRow(
        account: account,
        truth: AccountRow.Truth(name: state.name, cents: state.cents, version: state.version),
        missingCents: gap?.cents ?? 0, isWrong: gap?.isWrong ?? false,
        missed: gap?.missed.count ?? 0, late: gap?.late.count ?? 0)
      return Self.row(row)
    }
  }

  /// What an account's events make of it, up to a position.
  private func state(of account: AggregateID, through position: Int64) throws -> AccountState {
    var state = AccountState()
    while true {
      let page = try snapshot?.pages.table.page(
        of: account, from: state.version + 1, limit: Int(Self.piece))
      guard let page, !page.isEmpty else { return state }
      for recorded in page {
        guard recorded.position <= position else { return state }
        state.apply(recorded.event)
      }
      if page.isLast { return state }
    }
  }

  private static func row(_ row: AccountRow) -> ExportRow {
    ExportRow(values: [
      .text(row.account.bytes),
      row.truth?.name.map { .text(ArraySlice($0.utf8)) } ?? .none,
      row.projectedCents.map { .cents($0) } ?? .none,
      row.truth.map { .cents($0.cents) } ?? .none, .cents(0 &- row.missingCents),
      .flag(row.isWrong), .number(Int64(row.missed)), .number(Int64(row.late)),
    ])
  }
}

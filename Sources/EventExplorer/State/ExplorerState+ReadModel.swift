import Architectures
import EventSourcing
import TerminalScreen

// What screen 5 adds to the explorer.
extension ExplorerState {
  mutating func take(_ answer: ReadModelAnswer) {
    switch answer {
    case .accounts(let part):
      readModel.take(part)
      if part.rows.contains(where: \.isLost) { tellOfLoss() }
    case .undelivered(let account, let reader, let rows, let count):
      readModel.take(rows, count: count, of: account, by: reader)
    case .found(let found, let reader):
      guard screen == .readModel, reader == self.reader else { break }
      guard let found else {
        say("no account is wrong in the projection of the \(reader.rawValue) reader")
        break
      }
      noteChoice()
      readModel.reveal(found.account)
      say(found.words)
    case .outdated(let reader):
      if reader == self.reader { readModel.refresh() }
    case .rebuild(let progress):
      guard readModel.take(progress), case .done(let mended, let wrong) = progress.outcome else {
        break
      }
      var words =
        "rebuilt from \(Shown.count(progress.events, "event")): "
        + "\(Shown.count(mended, "account")) mended"
      if wrong > 0 {
        words += ", \(Shown.count(wrong)) wrong still: not delivered yet"
      }
      say(words, wrong == 0 ? .good : .warning)
    }
  }

  // MARK: Keys

  /// Looks through the eyes of the next reader, or the one before.
  mutating func chooseReader(by step: Int) {
    let place = strategies.firstIndex(of: reader) ?? 0
    reader = strategies[(place + step + strategies.count) % strategies.count]
    say("reader: \(reader.rawValue)")
  }

  /// Why the reader can't be chosen here, or the read model not be built anew.
  func obstacleToReadModel(_ action: ExplorerAction) -> String? {
    guard screen == .readModel else { return "this is for screen 5" }
    switch action {
    case .nextReader:
      return strategies.count > 1
        ? nil : "nothing appears behind a reader of this stream: checkpoint is the one it has"
    case .rebuild:
      guard readModel.rebuild == nil else { return "a rebuild runs: Esc cancels it" }
      return readModel.totals != nil && readModel.isEmpty ? readModelEmptiness : nil
    default: return nil
    }
  }

  mutating func rebuildReadModel() { readModel.beginRebuild() }

  mutating func sortReadModel() {
    guard readModel.sort() else {
      return say("sorted by ACCOUNT or DIFFERENCE; ← → choose", .warning)
    }
  }

  /// Opens what an account lacks; one that is right, or an event that is lacking, in its aggregate.
  mutating func openInReadModel() {
    if readModel.pane != nil {
      guard let event = readModel.pane?.selectedRow?.recorded.event else {
        return say("nothing is selected")
      }
      let version = event.aggregateVersion
      return open(event.aggregateID, version: version, selected: version)
    }
    guard let row = readModel.list.selectedRow else { return say("nothing is selected") }
    guard !row.isWrong else { return readModel.openPane(of: row.account) }
    let version = row.truth?.version ?? 1
    open(row.account, version: version, selected: version)
  }

  // MARK: The mouse

  /// Selects what stands at a place of screen 5, chooses a reader, or sorts by a heading.
  /// - Returns: Whether a row was selected.
  mutating func selectInReadModel(row: Int, column: Int, _ layout: FrameLayout) -> Bool {
    let parts = ReadModelLayout(layout, hasPane: readModel.pane != nil)
    if row == parts.readerRow {
      let tab = ReadModelView.readerTabs(strategies, layout).first { $0.columns.contains(column) }
      if let tab { reader = tab.strategy }
      return false
    }
    if parts.pane.contains(row: row, column: column) {
      let index = (readModel.pane?.top ?? 0) + row - parts.pane.row - 2
      guard row >= parts.pane.row + 2, index < readModel.pane?.rows.count ?? 0 else { return false }
      readModel.selectInPane(index: index)
      return true
    }
    guard parts.list.contains(row: row, column: column) else { return false }
    guard row > parts.list.row else {
      let heading = ReadModelView.column(
        at: column - parts.list.column, width: parts.list.size.columns)
      if let heading {
        readModel.choose(heading)
        perform(.sort)
      }
      return false
    }
    let index = readModel.list.top + row - parts.list.row - 1
    guard index < readModel.list.rows.count else { return false }
    readModel.select(index: index)
    return true
  }
}

extension FoundWrong {
  /// What is wrong, and the account's number among those that are.
  fileprivate var words: String {
    let amount =
      missingCents == 0
      ? "its opening is missing" : "wrong by \(Amount.signed(0 &- missingCents))"
    let events = [
      missed > 0 ? Shown.count(missed, "event") + " never delivered" : nil,
      late > 0 ? Shown.count(late, "event") + " not yet" : nil,
    ].compactMap(\.self).joined(separator: ", ")
    let place = "\(Shown.count(Int64(ordinal))) of \(Shown.count(Int64(count)))"
    return "\(amount): \(events); \(place)" + (hasWrapped ? ", went round the end" : "")
  }
}

import Architectures
import EventSourcing
import TerminalScreen

extension ExplorerState {
  /// Takes an answer.
  /// - Returns: What is wanted next.
  public mutating func receive(_ answer: ExplorerAnswer) -> [ExplorerRequest] {
    switch answer {
    case .status(let status):
      take(status)
    case .stream(let first, let rows):
      stream.receive(first: first, rows)
      for case let row? in rows { learn(row.recorded.event.eventType) }
      if rows.contains(nil) { tellOfLoss() }
    case .aggregates(let window, let rows, let isAtStart, let isAtEnd):
      aggregates.receive(window, rows, isAtStart: isAtStart, isAtEnd: isAtEnd)
      if rows.contains(where: { $0.summary.lastEventID == nil }) { tellOfLoss() }
    case .history(let aggregate, let first, let rows, let last):
      guard history?.aggregate == aggregate else { break }
      history?.events.setCount(last)
      history?.events.receive(first: first, rows)
      for case let row? in rows { learn(row.recorded.event.eventType) }
      if rows.contains(nil) { tellOfLoss() }
    case .state(let aggregate, let state, let lost):
      guard history?.aggregate == aggregate else { break }
      history?.state = state
      history?.lost = lost
    case .search(let progress):
      take(progress)
    case .append(let outcome):
      take(outcome)
    case .standing(let aggregate, let version):
      draft.take(standing: version, of: aggregate)
    case .completion(let prefix, let aggregate):
      draft.take(completion: aggregate?.description, of: prefix)
    case .followed(let events):
      take(events)
    case .lastPosition(let aggregate, let position):
      guard awaited == aggregate else { break }
      awaited = nil
      if let position { select(position: position) }
    case .located(let row):
      guard screen == .live else { break }
      if let row { stream.reveal(row) } else { say("the index does not show it yet", .warning) }
    case .browser(let answer): take(answer)
    case .skew(let answer): take(answer)
    case .readModel(let answer): take(answer)
    case .laboratory(let answer): take(answer)
    case .figures(let figures): take(figures)
    case .edited(let text?):
      draft.take(edited: text)
    case .edited:
      say("the editor failed; nothing is changed", .bad)
    case .export(let progress): take(progress)
    case .failed(let words):
      pending = nil
      say(words, .bad)
    }
    return takeRequests()
  }

  private mutating func take(_ status: ReplicationStatus) {
    let before = self.status
    let isFirst = !hasStatus
    hasStatus = true
    self.status = status
    stream.setCount(status.visibleRows)
    browser.take(status)
    takeSkew(status)
    let areReadersOn = status.readers != before.readers
    if areReadersOn { readModel.refresh() }
    followScenario()
    let hasChanged = status.events != before.events || status.visibleRows != before.visibleRows
    if areReadersOn || hasChanged || isFirst { askForAppends() }
    guard hasChanged || isFirst else { return }
    if screen == .aggregates { aggregates.refresh() }
    readModel.refresh()
    history?.events.refresh()
  }

  /// Says once that something is lost; where it was the row says so, for as long as it is in view.
  mutating func tellOfLoss() {
    guard !hasToldOfLoss else { return }
    hasToldOfLoss = true
    say("an event is missing: \(lossWords)", .bad)
  }

  mutating func learn(_ type: EventType) {
    guard knownTypes.count < 1_000 else { return }
    knownTypes.insert(type)
  }
}

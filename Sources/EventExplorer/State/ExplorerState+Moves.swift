import EventSourcing
import TerminalScreen

// Moving within a screen and between screens.
extension ExplorerState {
  /// The rows of the list on the screen.
  var listHeight: Int {
    switch screen {
    case .live: stream.height
    case .aggregates: aggregates.height
    case .history: history?.events.height ?? 1
    }
  }

  /// Whether there is time that can be stopped.
  var canMove: Bool { status.hasWriters }

  mutating func move(by rows: Int) {
    switch screen {
    case .live: stream.move(by: Int64(rows))
    case .aggregates: aggregates.move(by: rows)
    case .history:
      moveInHistory {
        $0.move(by: Int64(rows))
      } details: {
        $0 + rows
      }
    }
  }

  mutating func page(by pages: Int) {
    let rows = pages * max(1, listHeight - 1)
    switch screen {
    case .live: stream.page(by: Int64(rows))
    case .aggregates: aggregates.page(by: rows)
    case .history:
      moveInHistory {
        $0.page(by: Int64(rows))
      } details: {
        $0 + rows
      }
    }
  }

  mutating func goToFirst() {
    switch screen {
    case .live: stream.moveTo(1)
    case .aggregates: aggregates.goToFirst()
    case .history:
      moveInHistory {
        $0.moveTo(1)
      } details: { _ in
        0
      }
    }
  }

  mutating func goToLast() {
    switch screen {
    case .live: stream.follow()
    case .aggregates: aggregates.goToLast()
    case .history:
      moveInHistory {
        $0.moveTo($0.count)
      } details: { _ in
        .max / 2
      }
    }
  }

  private mutating func moveInHistory(
    _ events: (inout DenseList<HistoryRow>) -> Void, details: (Int) -> Int
  ) {
    guard var open = history else { return }
    switch open.focus {
    case .events: events(&open.events)
    case .details:
      open.detailTop = min(max(0, details(open.detailTop)), max(0, open.pretty.count - 1))
    }
    history = open
  }

  mutating func moveColumn(by columns: Int) {
    let last = AggregateList.Column.allCases.count - 1
    let column = min(max(0, aggregates.column.rawValue + columns), last)
    aggregates.column = AggregateList.Column(rawValue: column) ?? .identifier
  }

  mutating func switchPane() {
    switch screen {
    case .live:
      showsPane.toggle()
    case .aggregates:
      moveColumn(by: aggregates.column == .pending ? -5 : 1)
    case .history:
      let isAtEvents = history?.focus == .events
      history?.focus = isAtEvents ? .details : .events
    }
    relayout()
  }

  mutating func open() {
    switch screen {
    case .live:
      guard let event = stream.selectedRow?.recorded.event else {
        return say(isSelectionLost ? "this event is missing: \(lossWords)" : "nothing is selected")
      }
      open(event.aggregateID, version: event.aggregateVersion, selected: event.aggregateVersion)
    case .aggregates:
      guard let summary = aggregates.selectedRow?.summary else { return say("nothing is selected") }
      open(summary.aggregateID, version: summary.version, selected: summary.version)
    case .history:
      switchPane()
    }
  }

  /// Opens an aggregate at a version.
  mutating func open(
    _ aggregate: AggregateID, version: AggregateVersion, selected: AggregateVersion
  ) {
    history = OpenAggregate(aggregate, version: version, selected: selected)
    go(to: .history)
    relayout()
    history?.events.refresh()
    history?.events.reveal(selected)
  }

  mutating func back() {
    if finder.isRunning {
      endSearch()
      return say("search cancelled")
    }
    guard let screen = trail.popLast() else { return }
    if self.screen == .history { history = nil }
    self.screen = screen
    forgetWhatLeadsNowhere()
    relayout()
    if screen == .aggregates { aggregates.refresh() }
  }

  /// Leaves out of the trail what is closed, and what is on the screen already: going back there would show
  /// nothing new.
  private mutating func forgetWhatLeadsNowhere() {
    if history == nil { trail.removeAll { $0 == .history } }
    while trail.last == screen { trail.removeLast() }
  }

  /// Screen 1, at the event that is selected elsewhere.
  mutating func showLive() {
    guard screen != .live else { return }
    if let position = history?.events.selectedRow?.recorded.position, screen == .history {
      ask(.locate(position: position))
    }
    go(to: .live)
  }

  /// Screen 2, at the aggregate of the event that is selected elsewhere.
  mutating func showAggregates() {
    guard screen != .aggregates else { return }
    let selected = selectedAggregate
    let isFollowing = screen == .live && stream.isFollowing
    if screen == .history {
      trail.removeAll { $0 == .aggregates }
      history = nil
      screen = .aggregates
      forgetWhatLeadsNowhere()
      relayout()
    } else {
      go(to: .aggregates)
    }
    aggregates.refresh()
    if let selected, !isFollowing || !aggregates.hasLoaded { aggregates.reveal(selected) }
  }
}

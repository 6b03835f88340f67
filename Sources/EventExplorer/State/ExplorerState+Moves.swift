import EventSourcing
import TerminalScreen

// Moving within a screen and between screens.
extension ExplorerState {
  /// Whether there is time that can be stopped.
  var canMove: Bool { status.hasWriters }

  /// Moves within the screen.
  mutating func move(_ motion: Motion) {
    noteChoice()
    switch screen {
    case .live: motion == .last ? stream.follow() : stream.move(motion)
    case .aggregates: aggregates.move(motion)
    case .history: history?.move(motion)
    case .stream: browser.move(motion)
    case .skew: skew.move(motion)
    case .readModel: readModel.move(motion)
    case .architectures: laboratory.move(motion)
    }
  }

  /// Stops time and lets it go on; where there is none, a page down.
  mutating func pause() {
    if screen == .architectures, laboratory.pane == .load, laboratory.form.toggle() { return }
    guard canMove else { return move(.pages(1)) }
    // What a scenario sets as it goes on would make the words untrue at once.
    let isAwaited = player?.isWaiting == true
    change { $0.isPaused.toggle() }
    if isAwaited { message = nil }
  }

  /// Moves by half of what a page is.
  mutating func moveHalf(up: Bool) {
    let rows = max(1, layout.content.size.rows / 2)
    move(.rows(up ? -rows : rows))
  }

  mutating func moveColumn(by columns: Int) {
    switch screen {
    case .stream: return browser.moveInTime(forwards: columns > 0)
    case .architectures: return laboratory.moveColumn(by: columns)
    case .readModel: return readModel.moveColumn(by: columns)
    case .live, .aggregates, .history, .skew: break
    }
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
    case .skew: skew.showNextPanel()
    case .architectures: laboratory.switchPane()
    case .stream, .readModel: break
    }
    relayout()
  }

  mutating func open() {
    switch screen {
    case .live:
      guard let event = stream.selectedRow?.recorded.event else {
        return say(isSelectionLost ? selectionLossWords : "nothing is selected")
      }
      open(event.aggregateID, version: event.aggregateVersion, selected: event.aggregateVersion)
    case .aggregates:
      guard let summary = aggregates.selectedRow?.summary else { return say("nothing is selected") }
      open(summary.aggregateID, version: summary.version, selected: summary.version)
    case .history:
      switchPane()
    case .architectures: openInArchitectures()
    case .readModel: openInReadModel()
    case .stream, .skew:
      guard let aggregate = selection.aggregate else {
        return say(isSelectionLost ? selectionLossWords : "nothing is selected")
      }
      let version = selection.event?.event.aggregateVersion ?? 1
      open(aggregate, version: version, selected: version)
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
    if cancelWhatRuns() { return }
    if screen == .readModel, readModel.closePane() { return }
    guard let screen = trail.popLast() else { return }
    if self.screen == .history { history = nil }
    self.screen = screen
    forgetWhatLeadsNowhere()
    relayout()
    if screen == .aggregates { aggregates.refresh() }
    if screen == .readModel { readModel.refresh() }
  }

  /// Leaves out of the trail what is closed, and what is on the screen already: going back there would show
  /// nothing new.
  private mutating func forgetWhatLeadsNowhere() {
    if history == nil { trail.removeAll { $0 == .history } }
    while trail.last == screen { trail.removeLast() }
  }

  /// Another screen, at the event or the aggregate that is selected here.
  mutating func show(_ next: Screen) {
    guard next != screen else { return }
    let selection = carriedSelection()
    hasArrivedFollowing = selection.isFollowing
    awaited = nil
    if screen == .history, next == .aggregates {
      trail.removeAll { $0 == .aggregates }
      history = nil
      screen = next
      forgetWhatLeadsNowhere()
      relayout()
    } else {
      go(to: next)
    }
    switch next {
    case .live, .stream, .skew:
      guard !selection.isFollowing else { break }
      if let position = selection.event?.position {
        select(position: position)
      } else if let aggregate = selection.aggregate {
        awaited = aggregate
        ask(.lastPosition(of: aggregate))
      }
    case .aggregates:
      aggregates.refresh()
      if let aggregate = selection.aggregate, !selection.isFollowing || !aggregates.hasLoaded {
        aggregates.reveal(aggregate)
      }
    case .readModel: readModel.arrive(with: selection)
    case .architectures: if canMove { laboratory.form.prefill(status.settings) }
    case .history: break
    }
  }

  /// Takes note that something is chosen on this screen.
  mutating func noteChoice() {
    hasArrivedFollowing = false
    awaited = nil
  }

  /// What is selected here: where that is an aggregate, the event of it that was chosen last.
  private mutating func carriedSelection() -> Selection {
    let selection = selection
    if selection.event == nil, selection.aggregate != nil,
      chosenEvent?.event.aggregateID == selection.aggregate, !selection.isFollowing
    {
      return Selection(chosenEvent)
    }
    chosenEvent = selection.isFollowing ? nil : selection.event
    return selection
  }

  /// Selects the event at a position in the order of commits, on a screen of the stream.
  mutating func select(position: Int64) {
    switch screen {
    case .live: ask(.locate(position: position))
    case .stream: browser.arrive(at: position)
    case .skew: skew.reveal(position)
    case .aggregates, .history, .readModel, .architectures: break
    }
  }
}

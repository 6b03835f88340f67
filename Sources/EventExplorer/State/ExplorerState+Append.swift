import EventSourcing
import TerminalScreen

// Appending: the demo's menu, the form, and what came of it.
extension ExplorerState {
  mutating func beginAppend() {
    if subject.kind == .demo { overlay = .menu } else { openForm() }
  }

  mutating func openForm() {
    overlay = .form
    draft.phase = .writing
    draft.prefill(aggregate: selectedAggregate?.description)
    askForStanding()
  }

  mutating func handleMenu(_ key: Key) {
    overlay = nil
    switch key {
    case .enter: openForm()
    case .character(let character):
      guard let command = QuickCommand(rawValue: character) else { return }
      perform(quick: command)
    default: break
    }
  }

  /// Why something can't be done with an account; nil if it can.
  func obstacle(to command: QuickCommand) -> String? {
    guard subject.kind == .demo else { return "this is for the demo's accounts" }
    return command == .open || selectedAggregate != nil ? nil : "select an account first"
  }

  /// Does something with the selected account.
  mutating func perform(quick command: QuickCommand) {
    if let obstacle = obstacle(to: command) { return say(obstacle, .warning) }
    ask(.quick(command, selectedAggregate))
    say("sent …")
  }

  mutating func handleForm(_ key: Key) {
    message = nil
    switch draft.phase {
    case .writing: write(key)
    case .review(let events, let expected):
      switch key {
      case .enter: send(events, expected: expected)
      case .character("+"): draft.addAnother(to: events)
      case .escape: draft.phase = .writing
      default: break
      }
    case .sending:
      if key == .escape { overlay = nil }
    case .conflict(let events, let actual, _):
      switch key {
      case .enter: send(events, expected: actual)
      case .escape: draft.phase = .writing
      default: break
      }
    }
  }

  private mutating func write(_ key: Key) {
    let all = draft.openFields
    let place = all.firstIndex(of: draft.active) ?? 0
    switch key {
    case .backspace where draft.isBlank && draft.takeBack(): break
    case .escape: overlay = nil
    case .function(4): ask(.edit(draft.textForEditor))
    case .tab, .down: activate(all[(place + 1) % all.count])
    case .backTab, .up: activate(all[(place + all.count - 1) % all.count])
    case .enter where place + 1 < all.count: activate(all[place + 1])
    case .enter: review()
    case .right where draft.complete(): completed()
    default: if draft.edit({ _ = $0.handle(key) }) { completed() }
    }
  }

  mutating func pasteIntoForm(_ text: String) {
    guard draft.phase == .writing else { return }
    var hasRoom = true
    if draft.edit({ hasRoom = $0.paste(text) }) { completed() }
    if !hasRoom { say(noRoom(for: text), .warning) }
  }

  private mutating func activate(_ field: AppendForm.Field) {
    if draft.active == .aggregate { askForStanding() }
    draft.active = field
    draft.suggest(nil)
  }

  private mutating func askForStanding() {
    if let aggregate = try? AggregateID(draft.text(.aggregate)) { ask(.standing(aggregate)) }
  }

  /// Looks for what the typed text could become.
  private mutating func completed() {
    let text = draft.text(draft.active)
    guard !text.isEmpty else { return }
    switch draft.active {
    case .aggregate: ask(.complete(prefix: text))
    case .type: draft.suggest(knownTypes.map(\.description).sorted().first { $0.hasPrefix(text) })
    case .metadata, .expected: break
    }
  }

  private mutating func review() {
    let (events, flawed) = draft.events()
    guard let events else {
      draft.active = flawed ?? .aggregate
      draft.moveToFlaw()
      return say(
        draft.flaw(draft.active)?.words ?? "the \(draft.active.name) is missing", .warning)
    }
    draft.phase = .review(events, expected: draft.expectedVersion)
  }

  private mutating func send(_ events: [NewEvent], expected: AggregateVersion?) {
    draft.phase = .sending(events, expected: expected)
    var expectation: [AggregateID: ExpectedVersion] = [:]
    if let expected, let aggregate = events.first?.aggregateID {
      expectation[aggregate] = .exactly(expected)
    }
    ask(.append(AppendRequest(events, expected: expectation)))
  }

  /// Takes what came of an append.
  mutating func take(_ outcome: AppendOutcome) {
    switch outcome {
    case .stored(let receipt):
      if case .sending = draft.phase {
        draft.clear()
        if overlay == .form { overlay = nil }
      }
      follow(receipt)
    case .conflict(let aggregate, let actual, let winner):
      if case .sending(let events, _) = draft.phase {
        draft.phase = .conflict(events, actual: actual, winner: winner)
        overlay = .form
      }
      say("someone else appended first: \(aggregate) is at version \(actual)", .bad)
    case .refused(let words):
      if case .sending = draft.phase { draft.phase = .writing }
      say(words, .bad)
    }
  }
}

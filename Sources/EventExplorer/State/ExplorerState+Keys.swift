import EventSourcing
public import TerminalScreen

extension ExplorerState {
  /// Takes what came from the terminal.
  /// - Parameters:
  ///   - input: A key, a paste, the mouse.
  ///   - real: A monotonic time in microseconds: two presses close together are a double one.
  /// - Returns: What is wanted.
  public mutating func handle(_ input: TerminalInput, at real: Int64) -> [ExplorerRequest] {
    switch input {
    case .key(.alt(let character)) where !isTaken(.alt(character)):
      // Esc and the next key, typed fast or brought together by a slow line.
      press(.escape, at: real)
      press(.character(character), at: real)
    case .key(let key): press(key, at: real)
    case .paste(let text): paste(text)
    case .mouse(let event): point(event, at: real)
    case .focus, .background: break
    }
    tellOfNewsOfAppends()
    return takeRequests()
  }

  private mutating func press(_ key: Key, at real: Int64) {
    if key != .enter { askedToOpen = nil }
    let action = isText(key) ? nil : keys.action(of: key)
    if action != .cancel { isAskedToQuit = isAskedToQuit && (action == .leave || action == .quit) }
    switch action {
    case .cancel: return interrupt(at: real)
    case .redraw?, .suspend?: if let action { return perform(action) }
    case .help? where overlay != nil && !isHelp: return openHelp(.keys)
    default: break
    }
    switch overlay {
    case .help(let page): handleHelp(page, key)
    case .palette(let palette): handlePalette(palette, key)
    case .parameters(let panel): handleParameters(panel, key)
    case .menu: handleMenu(key)
    case .form: handleForm(key)
    case .search(let input): handleSearch(input, key)
    case .filter(let input): handleFilter(input, key)
    case .goTo(let input): handleGoTo(input, key)
    case .value(let field): handleValue(field, key)
    case .export(let prompt): handleExport(prompt, key)
    case .summary(let top): handleSummary(top: top, key)
    case .appended(let top): handleAppended(top: top, key)
    case nil:
      guard let action = keys.action(of: key) else { return }
      perform(action)
    }
  }

  /// Whether a key is text: in a text field a character is.
  private func isText(_ key: Key) -> Bool {
    guard case .character = key else { return false }
    return overlay?.takesText == true
  }

  /// Whether a key with Alt is bound, or edits what is typed.
  private func isTaken(_ key: Key) -> Bool {
    keys.action(of: key) != nil || overlay?.takesText == true && TextField.takes(key)
  }

  private var isHelp: Bool {
    if case .help = overlay { true } else { false }
  }

  private mutating func paste(_ text: String) {
    switch overlay {
    case .form: pasteIntoForm(text)
    case .search(let input): pasteIntoSearch(input, text)
    case .filter(let input): pasteIntoFilter(input, text)
    case .goTo(var input):
      input.problem = input.field.paste(text) ? nil : noRoom(for: text)
      overlay = .goTo(input)
    case .palette(var palette):
      put(text, into: &palette.field)
      (palette.selected, palette.recalled) = (0, 0)
      overlay = .palette(palette)
    case .value(var field):
      put(text, into: &field)
      overlay = .value(field)
    case .export(var prompt) where !prompt.isWriting:
      put(text, into: &prompt.field)
      overlay = .export(prompt)
    case .parameters(var panel):
      guard var field = panel.field else { fallthrough }
      put(text, into: &field)
      panel.field = field
      overlay = .parameters(panel)
    default: say("there is no text field to paste into")
    }
  }

  /// Puts a pasted text into a field, or says that it has no room.
  private mutating func put(_ text: String, into field: inout TextField) {
    if !field.paste(text) { say(noRoom(for: text), .warning) }
  }

  /// What is said of a pasted text that a field does not take.
  func noRoom(for text: String) -> String {
    "what was pasted has \(Shown.count(text.utf8.count, "byte")): too many for this line"
  }

  /// Ctrl-C: cancels what runs or is typed; with nothing to cancel it goes back; twice it quits.
  private mutating func interrupt(at real: Int64) {
    defer { lastInterrupt = real }
    if real - lastInterrupt < 1_000_000 { return ask(.quit) }
    switch overlay {
    case .search(let input): return handleSearch(input, .escape)
    case .filter(let input): return handleFilter(input, .escape)
    case .export(let prompt) where prompt.isWriting: return handleExport(prompt, .escape)
    case nil: break
    default:
      overlay = nil
      return say("cancelled")
    }
    if !cancelWhatRuns() { perform(.leave) }
  }

  /// Cancels what runs behind the screen.
  /// - Returns: Whether something did.
  mutating func cancelWhatRuns() -> Bool {
    if finder.isRunning {
      endSearch()
      say("search cancelled")
      return true
    }
    if cancelExport() { return true }
    let cancelled: [ExplorerRequest]? =
      switch screen {
      case .stream: browser.cancel()
      case .skew: skew.cancel()
      case .readModel: readModel.cancel()
      case .architectures: laboratory.cancel()
      case .live, .aggregates, .history: nil
      }
    guard let cancelled, let content else { return false }
    for request in cancelled { ask(request) }
    say(content.cancelWords)
    return true
  }

  /// Whether something runs behind the screen that can be cancelled.
  var isRunning: Bool {
    finder.isRunning || exporting?.isCancelled == false || content?.isRunning == true
  }

  /// Does what an action says.
  mutating func perform(_ action: ExplorerAction) {
    message = nil
    if let obstacle = obstacle(to: action) { return say(obstacle, .warning) }
    switch action {
    case .up: move(.rows(-1))
    case .down: move(.rows(1))
    case .left: moveColumn(by: -1)
    case .right: moveColumn(by: 1)
    case .pageUp: move(.pages(-1))
    case .pageDown: move(.pages(1))
    case .halfUp: moveHalf(up: true)
    case .halfDown: moveHalf(up: false)
    case .first: move(.first)
    case .last: move(.last)
    case .nextPane: switchPane()
    // Any other key would have taken the question back.
    case .open where askedToOpen != nil && screen != .architectures:
      if let askedToOpen { openLive(askedToOpen) }
    case .open: open()
    case .back: back()
    case .leave: trail.isEmpty && !isRunning ? quit() : back()
    case .live: show(.live)
    case .aggregates: show(.aggregates)
    case .stream: show(.stream)
    case .skew: show(.skew)
    case .readModel: show(.readModel)
    case .architectures: show(.architectures)
    case .search: beginSearch()
    case .nextMatch: findNext(backwards: false)
    case .previousMatch: findNext(backwards: true)
    case .nextDisorder: findDisorder(backwards: false)
    case .previousDisorder: findDisorder(backwards: true)
    case .sort: sort()
    case .pause: pause()
    case .step: step()
    case .slower: change { $0.speedThousandths = $0.speedThousandths / 2 }
    case .faster: change { $0.speedThousandths = $0.speedThousandths * 2 }
    case .parameters: overlay = .parameters(ParametersPanel(selected: parameters[0]))
    case .lessRate: change { $0.eventsPerSecond = Steps.rate.below($0.eventsPerSecond) }
    case .moreRate: change { $0.eventsPerSecond = Steps.rate.above($0.eventsPerSecond) }
    case .lessShards: change { $0.shards -= 1 }
    case .moreShards: change { $0.shards += 1 }
    case .append: beginAppend()
    case .appended: overlay = .appended(top: 0)
    case .filter: beginFilter()
    case .switchFilters: switchFilters()
    case .clearFilters: clearFilters()
    case .goTo: beginGoTo()
    case .nextReader: chooseReader(by: 1)
    case .rebuild: rebuildReadModel()
    case .run: runArchitectures()
    case .export: beginExport()
    case .copy: copy()
    case .mouse: toggleMouse()
    case .palette: overlay = .palette(CommandPalette())
    case .summary: overlay = .summary(top: 0)
    case .help: openHelp(.keys)
    case .keys: openHelp(.actions)
    case .cancel: break
    case .redraw: ask(.redraw)
    case .suspend: ask(.suspend)
    case .quit: quit()
    }
  }

  private mutating func sort() {
    guard screen != .readModel else { return sortReadModel() }
    guard aggregates.sort() else {
      return say("no index sorts by this column; ← → choose another", .warning)
    }
  }

  private mutating func copy() {
    let command = screen == .architectures ? laboratory.command : nil
    guard
      let text = command ?? selectedEvent.map({ "\($0.eventID)" }) ?? selectedAggregate?.description
    else {
      return say("nothing is selected")
    }
    ask(.copy(text))
    say("copied \(text): \(Shown.count(text.utf8.count, "byte"))")
  }

  private mutating func toggleMouse() {
    hasMouse.toggle()
    ask(.takeMouse(hasMouse))
    say(
      hasMouse
        ? "the mouse is the explorer's"
        : "the mouse is the terminal's: \(keyName(.mouse)) takes it back")
  }

  mutating func quit() {
    if draft.isWorthKeeping, !isAskedToQuit {
      isAskedToQuit = true
      return say(
        "the draft of an event would be lost: \(keyName(.leave)) again quits, "
          + "\(keyName(.append)) goes on with it", .warning)
    }
    ask(.quit)
  }
}

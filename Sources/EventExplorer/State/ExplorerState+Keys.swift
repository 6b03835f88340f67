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
    case .key(let key): press(key, at: real)
    case .paste(let text): paste(text)
    case .mouse(let event): point(event, at: real)
    case .focus: break
    }
    return takeRequests()
  }

  private mutating func press(_ key: Key, at real: Int64) {
    if key != .control("c") { isAskedToQuit = isAskedToQuit && key == .character("q") }
    switch key {
    case .control("c"):
      return interrupt(at: real)
    case .control("l"), .control("z"):
      if let action = keys.action(of: key) { return perform(action) }
    default:
      if helps(key) { return overlay = .help(top: 0, over: overlay) }
    }
    switch overlay {
    case .help(let top, let under): handleHelp(top: top, over: under, key)
    case .palette(let palette): handlePalette(palette, key)
    case .parameters(let panel): handleParameters(panel, key)
    case .menu: handleMenu(key)
    case .form: handleForm(key)
    case .search(let input): handleSearch(input, key)
    case .summary(let top): handleSummary(top: top, key)
    case nil:
      guard let action = keys.action(of: key) else { return }
      perform(action)
    }
  }

  /// Whether a key asks for help over what is open: in a text field a character is text.
  private func helps(_ key: Key) -> Bool {
    guard let overlay, keys.action(of: key) == .help else { return false }
    switch (overlay, key) {
    case (.help, _): return false
    case (_, .character): return !overlay.takesText
    default: return true
    }
  }

  private mutating func paste(_ text: String) {
    switch overlay {
    case .form: pasteIntoForm(text)
    case .search(let input): pasteIntoSearch(input, text)
    case .palette(var palette):
      palette.field.paste(text)
      overlay = .palette(palette)
    default: say("there is no text field to paste into")
    }
  }

  /// Ctrl-C: cancels what runs or is typed; with nothing to cancel it goes back; twice it quits.
  private mutating func interrupt(at real: Int64) {
    defer { lastInterrupt = real }
    if real - lastInterrupt < 1_000_000 { return ask(.quit) }
    switch overlay {
    case .search(let input): return handleSearch(input, .escape)
    case nil: break
    default:
      overlay = nil
      return say("cancelled")
    }
    guard finder.isRunning else { return perform(.leave) }
    endSearch()
    say("search cancelled")
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
    case .open: open()
    case .back: back()
    case .leave: trail.isEmpty && !finder.isRunning ? quit() : back()
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
    case .parameters: overlay = .parameters(ParametersPanel())
    case .lessRate: change { $0.eventsPerSecond = Steps.rate.below($0.eventsPerSecond) }
    case .moreRate: change { $0.eventsPerSecond = Steps.rate.above($0.eventsPerSecond) }
    case .lessShards: change { $0.shards -= 1 }
    case .moreShards: change { $0.shards += 1 }
    case .append: beginAppend()
    case .filter, .switchFilters, .clearFilters, .goTo, .rebuild, .export: break
    case .copy: copy()
    case .mouse: toggleMouse()
    case .palette: overlay = .palette(CommandPalette())
    case .summary: overlay = .summary(top: 0)
    case .help: overlay = .help(top: 0, over: nil)
    case .cancel: break
    case .redraw: ask(.redraw)
    case .suspend: ask(.suspend)
    case .quit: quit()
    }
  }

  private mutating func sort() {
    guard aggregates.sort() else {
      return say("no index sorts by this column; ← → choose another", .warning)
    }
  }

  private mutating func copy() {
    guard let text = selectedEvent.map({ "\($0.eventID)" }) ?? selectedAggregate?.description else {
      return say("nothing is selected")
    }
    ask(.copy(text))
    say("copied \(text): \(Shown.count(text.utf8.count, "byte"))")
  }

  private mutating func toggleMouse() {
    hasMouse.toggle()
    ask(.takeMouse(hasMouse))
    say(hasMouse ? "the mouse is the explorer's" : "the mouse is the terminal's: M takes it back")
  }

  mutating func quit() {
    if draft.isWorthKeeping, !isAskedToQuit {
      isAskedToQuit = true
      return say("the draft of an event would be lost: q again quits, a goes on with it", .warning)
    }
    ask(.quit)
  }
}

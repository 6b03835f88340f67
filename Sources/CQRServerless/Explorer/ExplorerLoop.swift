import EventExplorer
import Foundation
import LiveDriver
import NcursesBackEnd
import TerminalScreen

/// The explorer on its terminal: waits, lets the state answer, shows what came of it.
///
/// A key is painted at once. News are painted at most 20 times a second.
struct ExplorerLoop {
  let screen: NcursesScreen
  let session: ExplorerSession
  private var state: ExplorerState
  private var theme: ThemeChoice
  private var isOver = false
  private var isDirty = true
  /// Whether an answer is to be painted at once: to a key, or to the first look.
  private var isAnswering = true
  private var lastPaint: Int64 = .min / 2

  /// The shortest time between two paintings of news, in microseconds.
  private static let beat: Int64 = 50_000

  init(
    screen: NcursesScreen, session: ExplorerSession, state: ExplorerState, theme: ThemeChoice
  ) {
    self.screen = screen
    self.session = session
    self.state = state
    self.theme = theme
  }

  /// Runs until the user or a signal ends it.
  /// - Returns: The signal, if one did.
  mutating func run() -> Int32? {
    perform(state.receive(.status(session.cloud.status())))
    show(theme.name)
    paint()
    while !isOver {
      let deadline = isDirty ? lastPaint + Self.beat : nil
      for event in screen.wait(until: deadline) {
        if case .terminate(let signal) = event { return signal }
        take(event)
      }
      if isDirty, MonotonicClock.now - lastPaint >= Self.beat { paint() }
    }
    return nil
  }

  private mutating func take(_ event: ScreenEvent) {
    switch event {
    case .input(.background(let colour)):
      theme.background = TerminalBackground(colour)
      screen.use(theme.theme)
      paint()
    case .input(let input):
      perform(state.handle(input, at: MonotonicClock.now))
      isAnswering = true
      paint()
    case .resized(let size):
      perform(state.resize(to: size))
      isAnswering = true
      paint()
    case .resumed:
      paint()
    case .woken:
      takeAnswers()
    case .hangup:
      isOver = true
    case .terminate:
      break
    }
  }

  private mutating func takeAnswers() {
    let (answers, hasNews) = session.box.take()
    if hasNews { perform(state.receive(.status(session.cloud.status()))) }
    for answer in answers { perform(state.receive(answer)) }
    isDirty = true
    guard isAnswering, !answers.isEmpty else { return }
    isAnswering = false
    paint()
  }

  private mutating func paint() {
    let frame = state.draw()
    screen.present(frame.grid, cursor: frame.cursor.map { ($0.row, $0.column) })
    lastPaint = MonotonicClock.now
    isDirty = false
  }

  private mutating func perform(_ requests: [ExplorerRequest]) {
    for request in requests where !session.perform(request) {
      switch request {
      case .copy(let text): screen.copy(text)
      case .takeMouse(let isWanted): screen.takeMouse(isWanted)
      case .theme(let name): show(name)
      case .redraw: screen.redraw()
      case .suspend: screen.stop()
      case .edit(let text): edit(text)
      case .quit: isOver = true
      default: break
      }
    }
  }

  /// Takes a theme; one that follows the background asks what that is, and does not wait for the answer.
  private mutating func show(_ name: ThemeName) {
    theme.name = name
    screen.use(theme.theme)
    if name == .auto { screen.askForBackground() }
  }

  private mutating func edit(_ text: String) {
    screen.suspend()
    let edited = TextEditor.edit(text) { screen.stopWithOther() }
    screen.resume()
    perform(state.receive(.edited(edited)))
    isDirty = true
  }
}

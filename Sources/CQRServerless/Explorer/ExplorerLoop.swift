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
  private var explored: ExploredCloud
  private var session: ExplorerSession
  private let laboratory: LaboratoryRunner
  private let opener: DemoOpener
  /// Where another explorer moves the stream: waits to move it on.
  private var succession: StreamSuccession?
  private var state: ExplorerState
  /// Clouds that were left and end behind the screen.
  private var leaving: [Task<Void, Never>] = []
  private var theme: ThemeChoice
  private var isOver = false
  private var isDirty = true
  /// Whether an answer is to be painted at once: to a key, or to the first look.
  private var isAnswering = true
  private var lastPaint: Int64 = .min / 2

  /// The shortest time between two paintings of news, in microseconds.
  private static let beat: Int64 = 50_000

  init(
    screen: NcursesScreen, explored: ExploredCloud, preferences: ExplorerPreferences,
    theme: ThemeChoice
  ) {
    self.screen = screen
    self.explored = explored
    self.theme = theme
    let wake = { @Sendable [waker = screen.waker] in waker.wake() }
    let box = AnswerBox(wake: wake)
    laboratory = LaboratoryRunner(box: box)
    opener = DemoOpener(wake: wake)
    session = ExplorerSession(cloud: explored.cloud, box: box, laboratory: laboratory)
    if explored.subject.kind == .store, !explored.subject.movesStream {
      succession = StreamSuccession(store: explored.store, after: explored.cloud, wake: wake)
    }
    state = ExplorerState(
      subject: explored.subject, size: screen.size, status: explored.cloud.status(),
      preferences: preferences, scenario: explored.scenario)
  }

  /// Runs until the user or a signal ends it.
  /// - Returns: The signal, if one did.
  mutating func run() -> Int32? {
    explored.cloud.run()
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

  /// Ends what was explored, here and behind the screen.
  /// - Returns: What ends.
  mutating func end() -> [Task<Void, Never>] {
    laboratory.cancel()
    leave()
    return leaving
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
      takeOpened()
      takeOver()
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

  // MARK: Another demo

  /// Goes over to a demo that was asked for and is there now.
  private mutating func takeOpened() {
    switch opener.take() {
    case nil: return
    case .failure(let error)?: perform(state.receive(.failed(CommandFailure(error).words)))
    case .success(let next)?: open(next)
    }
    paint()
  }

  private mutating func open(_ next: ExploredCloud) {
    let box = AnswerBox { [waker = screen.waker] in waker.wake() }
    laboratory.answer(into: box)
    // What the one before still answers is told to nobody, but for what the laboratory had said.
    let (answers, _) = session.box.take()
    leave()
    explored = next
    session = ExplorerSession(cloud: next.cloud, box: box, laboratory: laboratory)
    next.cloud.run()
    perform(state.open(next.subject, status: next.cloud.status()))
    perform(state.receive(.status(next.cloud.status())))
    for answer in answers {
      if case .laboratory = answer { perform(state.receive(answer)) }
    }
  }

  /// Moves the stream on, if the explorer that did has ended.
  private mutating func takeOver() {
    guard let cloud = succession?.take() else { return }
    succession = nil
    _ = session.perform(.endSearch)
    _ = session.perform(.browser(.endFilter))
    _ = session.perform(.endExport)
    let predecessor = explored.cloud
    predecessor.onChange = nil
    leaving.append(Task { await predecessor.stop() })
    var subject = explored.subject
    subject.movesStream = true
    explored = ExploredCloud(subject: subject, cloud: cloud, store: explored.store)
    // The same box: what is being read is answered still.
    session = ExplorerSession(cloud: cloud, box: session.box, laboratory: laboratory)
    cloud.run()
    perform(state.moveStream(status: cloud.status()))
    paint()
  }

  private mutating func leave() {
    succession = nil
    _ = session.perform(.endSearch)
    _ = session.perform(.browser(.endFilter))
    _ = session.perform(.endExport)
    explored.cloud.onChange = nil
    leaving.append(
      Task { [explored, exporter = session.exporter] in
        exporter.end()
        await explored.end()
      })
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
      case .openLive(let opening): opener.open(opening)
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

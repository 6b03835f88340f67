import Architectures
import EventExplorer
import EventSourcing
import Scenarios
import TerminalScreen
import VirtualTime

/// One sitting of somebody without sense before the explorer: what happens is all a seed's.
struct ExplorerFuzz {
  /// The steps of a sitting.
  static let steps = 500

  private(set) var slowest: (time: Duration, what: String) = (.zero, "")
  private(set) var visits = FuzzVisits()
  private var random: SeededRandom
  private var state: ExplorerState
  private var store: FuzzStore
  private var inputs = FuzzInputs()
  private var line = FuzzBytes()
  private var size: TerminalSize
  private var real: Int64 = 0
  private var recent: [String] = []

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let kinds: [ExplorerSubject.Kind] = [.demo, .demo, .store, .readOnly]
    let kind = kinds[random.index(below: kinds.count)]
    let count = [0, 1, 5, 60, 120][random.index(below: 5)]
    var fixture = FixtureStore(
      events: count, pending: random.index(below: count + 1) / 4,
      accounts: 1 + random.index(below: 30), hasWriters: kind == .demo)
    if random.index(below: 4) == 0, count > 0 {
      fixture.lost = Set((0..<5).map { _ in random.number(in: 1...Int64(count)) })
    }
    fixture.laboratory.stops = random.index(below: 2) == 0
    let scenario = random.index(below: 4) > 0 ? nil : try? Scenario(text: Self.scenario, file: "s")
    if scenario != nil { fixture.figures = ScenarioTests.figures }
    let movesStream = kind != .store || random.index(below: 2) == 0
    size = Self.size(&random)
    store = FuzzStore(fixture, most: random.index(below: 4) > 0 ? 0 : 3 + random.index(below: 20))
    let all = ArchitectureName.allCases
    state = ExplorerState(
      subject: ExplorerSubject(
        kind: kind, name: FuzzText.text(&random), architecture: all[random.index(below: all.count)],
        movesStream: movesStream),
      size: size, status: fixture.status, scenario: scenario)
    self.random = random
  }

  private static let scenario = """
    title 漢字 of the same second
    at 0s caption First words
    at 1s screen 4
    at 3s pause Now the presenter talks
    at 5s end
    expect late > 10
    """

  private static func size(_ random: inout SeededRandom) -> TerminalSize {
    switch random.index(below: 10) {
    case 0: TerminalSize(columns: random.index(below: 300) + 1, rows: random.index(below: 100) + 1)
    case 1, 2: TerminalSize(columns: random.index(below: 32) + 1, rows: random.index(below: 10) + 1)
    case 3: TerminalSize(columns: 20, rows: 5)
    default: TerminalSize(columns: 40 + random.index(below: 90), rows: 8 + random.index(below: 34))
    }
  }

  // MARK: Running

  /// Lets the sitting go on to its end, where Esc and `q` lead out.
  mutating func run() throws(FuzzFlaw) {
    do {
      try timed("the first status") { $0.receive(.status($1)) }
      for _ in 0..<Self.steps { try step() }
      try settle()
      try leave()
    } catch {
      throw FuzzFlaw("\(error)\nafter: " + recent.suffix(40).joined(separator: ", "))
    }
  }

  private mutating func step() throws(FuzzFlaw) {
    real += random.number(in: 0...1_200_000)
    switch random.index(below: 100) {
    case ..<52: try take(inputs.next(&random, size: size))
    case ..<60 where inputs.isTyping: try take(inputs.next(&random, size: size))
    case ..<60:
      for input in line.next(&random, size: size, at: real) { try take(input) }
    case ..<82: try answer(isHonest: false)
    case ..<92:
      store.goOn(&random)
      try timed("a status") { $0.receive(.status($1)) }
    case ..<98:
      size = Self.size(&random)
      try timed("\(size.columns)×\(size.rows)") { [size] state, _ in state.resize(to: size) }
    case 98 where state.subject.kind == .store && !state.subject.movesStream:
      try timed("the stream taken over") { $0.moveStream(status: $1) }
    default: try settle()
    }
  }

  private mutating func take(_ input: TerminalInput) throws(FuzzFlaw) {
    try timed(Self.words(input)) { [real] state, _ in state.handle(input, at: real) }
  }

  /// Does something to the explorer, looks at the picture that comes of it, and times both.
  private mutating func timed(
    _ what: String,
    _ change: (inout ExplorerState, ReplicationStatus) -> [ExplorerRequest]
  ) throws(FuzzFlaw) {
    recent.append(what)
    if recent.count > 200 { recent.removeFirst(100) }
    let clock = ContinuousClock()
    let began = clock.now
    let requests = change(&state, store.fixture.status)
    let frame = state.draw()
    let time = clock.now - began
    if time > slowest.time { slowest = (time, recent.suffix(8).joined(separator: ", ")) }
    visits.note(state)
    try FuzzPicture(frame: frame, size: size).check()
    try store.take(requests)
  }

  private mutating func answer(isHonest: Bool) throws(FuzzFlaw) {
    guard let request = store.next(&random, isHonest: isHonest) else { return }
    if case .openLive(let opening) = request {
      if isHonest || random.index(below: 4) > 0 {
        try store.take(store.open(opening, &state))
      } else {
        let words = FuzzText.text(&random)
        try timed("no demo") { state, _ in state.receive(.failed(words)) }
      }
      return
    }
    for answer in store.answers(to: request, &random, isHonest: isHonest) {
      try timed("an answer") { state, _ in state.receive(answer) }
    }
  }

  /// Answers all that was asked for as it should be: at some time nothing more is asked.
  private mutating func settle() throws(FuzzFlaw) {
    for _ in 0..<2_000 {
      guard !store.waiting.isEmpty else { return }
      try answer(isHonest: true)
    }
    throw FuzzFlaw("there is no end of requests, at last \(store.waiting)")
  }

  /// Esc closes what is open and goes back, `q` ends: nobody is kept in.
  private mutating func leave() throws(FuzzFlaw) {
    store.forgetQuit()
    for key in Array(repeating: Key.escape, count: 60) + [.character("q"), .character("q")] {
      try timed(key.name) { state, _ in state.handle(.key(key), at: .max / 4) }
    }
    guard store.hasQuit else { throw FuzzFlaw("Esc and q do not lead out") }
  }

  private static func words(_ input: TerminalInput) -> String {
    switch input {
    case .key(let key): key.name.debugDescription
    case .paste(let text): "a paste of \(text.utf8.count) bytes"
    case .mouse(let event): "\(event.kind) at \(event.column),\(event.row)"
    case .focus, .background: "focus"
    }
  }
}

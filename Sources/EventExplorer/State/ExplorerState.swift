import Architectures
public import EventSourcing
public import Scenarios
public import TerminalScreen
import VirtualTime

/// All that the explorer shows and knows: keys and answers go in, requests and a grid of cells come out.
///
/// It knows no clock, thread, store or terminal. Who runs it carries out its requests elsewhere, so a key
/// press never waits.
public struct ExplorerState: Sendable {
  /// What is explored.
  public private(set) var subject: ExplorerSubject
  /// The terminal's size.
  public private(set) var size: TerminalSize
  /// How the store stands.
  var status: ReplicationStatus
  let keys: KeyMap

  var screen = Screen.live
  /// The screens that Esc goes back to, the nearest last.
  var trail: [Screen] = []
  var stream = DenseList<StreamRow>(isFollowing: true)
  var aggregates = AggregateList()
  var history: OpenAggregate?
  var browser = StreamScreen()
  var skew = SkewScreen()
  var readModel = ReadModelScreen()
  var laboratory = ArchitecturesScreen()
  /// The event that was chosen last: an aggregate that is selected next, and is its own, stands for it.
  var chosenEvent: RecordedEvent?
  /// The aggregate whose last event is to be selected, unless something else is chosen before it is known.
  var awaited: AggregateID?
  /// Whether nothing was chosen since the screen was gone to from a followed end.
  var hasArrivedFollowing = false
  /// Whether the side pane stands in the place of the list, where both don't fit.
  var showsPane = false

  /// The reader strategy that disorder and the read model are looked at with.
  var reader: ReaderStrategy { didSet { readModel.choose(reader) } }
  /// The reader strategies that the stream has a use for.
  let strategies: [ReaderStrategy]
  /// The theme that was chosen.
  var theme: ThemeName

  var overlay: Overlay?
  var finder = Finder()
  /// The export that is being written.
  var exporting: ExportUnderWay?
  /// How many exports there were.
  var exports = 0
  var draft = AppendForm()
  /// Commands that were given by name, the newest last.
  var pastCommands: [String] = []
  var appended = FollowedAppends()
  var message: Message?
  var hasMouse: Bool
  var hasStatus = false
  /// Whether leaving was asked for once though something would be lost.
  var isAskedToQuit = false
  /// The demo that was to be opened though something would be lost with that.
  var askedToOpen: LiveOpening?
  /// The demo that is being opened.
  var pending: PendingOpening?
  var lastInterrupt: Int64 = .min / 2
  var lastPress: (place: MouseEvent, at: Int64)?
  var knownTypes: Set<EventType> = []
  var hasToldOfLoss = false
  /// The scenario that plays; nil if none does.
  var player: ScenarioPlayer?

  private var requests: [ExplorerRequest] = []

  /// Creates the explorer before the store's first answer.
  /// - Parameters:
  ///   - subject: What is explored.
  ///   - size: The terminal's size.
  ///   - status: How the store stands.
  ///   - preferences: What the user has it begin with.
  ///   - scenario: What plays from now on; the store's cloud carries out its script.
  public init(
    subject: ExplorerSubject, size: TerminalSize, status: ReplicationStatus,
    preferences: ExplorerPreferences = ExplorerPreferences(), scenario: Scenario? = nil
  ) {
    keys = preferences.keys
    theme = preferences.theme
    reader = preferences.reader
    hasMouse = preferences.hasMouse
    self.subject = subject
    self.size = size
    self.status = status
    player = scenario.map { ScenarioPlayer($0, start: status.now) }
    let cloud = subject.architecture.cloud(seed: 0, start: .simulationStart)
    strategies = ReaderStrategy.allCases.filter { $0.fits(cloud.guarantees) }
    stream.setCount(status.visibleRows)
    browser.take(status)
    readModel.choose(reader)
    relayout()
    if !subject.movesStream { say(subject.streamWords) }
  }

  /// Takes note that the stream moves here from now on: who moved it before has ended.
  /// - Parameter status: How the store stands.
  /// - Returns: What is wanted.
  public mutating func moveStream(status: ReplicationStatus) -> [ExplorerRequest] {
    subject.movesStream = true
    browser.filterAnew()
    _ = readModel.cancel()
    readModel.refresh()
    let requests = receive(.status(status))
    say("the explorer that moved the stream has ended: this one moves it now", .good)
    return requests
  }

  /// Adds a request to those that the present call returns.
  mutating func ask(_ request: ExplorerRequest) {
    requests.append(request)
  }

  /// What the lists on the screen lack, and all that was asked for.
  mutating func takeRequests() -> [ExplorerRequest] {
    switch screen {
    case .live:
      if let (first, count) = stream.nextRequest() {
        ask(.stream(first: first, count: count))
      }
    case .aggregates:
      if let window = aggregates.nextRequest() { ask(.aggregates(window)) }
    case .history:
      takeHistoryRequests()
    case .stream: requests += browser.nextRequests()
    case .skew: requests += skew.nextRequests()
    case .readModel: requests += readModel.nextRequests()
    case .architectures: requests += laboratory.nextRequests()
    }
    defer { requests = [] }
    return requests
  }

  private mutating func takeHistoryRequests() {
    guard var open = history else { return }
    if let (first, count) = open.events.nextRequest() {
      ask(.history(open.aggregate, from: first, count: count))
    }
    if open.selectedEvent != nil || open.isSelectionLost,
      open.events.shown.selected != open.stateVersion
    {
      open.stateVersion = open.events.shown.selected
      ask(.state(open.aggregate, through: open.stateVersion))
    }
    open.layOutSelected()
    history = open
  }

  /// Gives the screen another size; what is selected stays selected and in view.
  public mutating func resize(to size: TerminalSize) -> [ExplorerRequest] {
    self.size = size
    relayout()
    return takeRequests()
  }

  /// Tells the lists how many rows they have.
  mutating func relayout() {
    let layout = layout
    stream.setHeight(LiveLayout(layout, showsPane: showsPane).listRows)
    aggregates.setHeight(layout.content.size.rows - 1)
    let historyRows = HistoryLayout(layout, focus: history?.focus).listRows
    history?.events.setHeight(historyRows)
    browser.layOut(layout)
    skew.layOut(layout)
    readModel.layOut(layout)
    laboratory.layOut(layout)
  }

  /// Goes to a screen, and remembers this one.
  mutating func go(to screen: Screen) {
    guard screen != self.screen else { return }
    trail.append(self.screen)
    trail = trail.suffix(32)
    self.screen = screen
    relayout()
  }

  /// The screen's content, if it has a state of its own.
  var content: (any ScreenContent)? {
    switch screen {
    case .stream: browser
    case .skew: skew
    case .readModel: readModel
    case .architectures: laboratory
    case .live, .aggregates, .history: nil
    }
  }

  /// Says something in the message line.
  mutating func say(_ text: String, _ role: Style.Role = .normal) {
    message = Message(text: text, role: role)
  }

  /// What to press for an action, or to type where no key does it.
  func keyName(_ action: ExplorerAction) -> String {
    keys.keys(of: action).first?.name ?? ":" + action.rawValue
  }

  /// Whether the store has lost the event that is selected on the screen, or one of what is.
  var isSelectionLost: Bool {
    switch screen {
    case .live: stream.isLost(stream.shown.selected)
    case .skew: skew.list.isLost(skew.list.shown.selected)
    case .stream: browser.rows.isLost(browser.rows.shown.selected)
    case .history: history?.isSelectionLost == true
    case .aggregates: aggregates.selectedRow.map { $0.summary.lastEventID == nil } ?? false
    case .readModel: readModel.pane == nil && readModel.list.selectedRow?.isLost == true
    case .architectures: false
    }
  }

  /// What is lost of what is selected, and what to do about it.
  var selectionLossWords: String {
    let what =
      switch screen {
      case .aggregates: "its last event is missing"
      case .readModel: "events of this account are missing"
      default: "this event is missing"
      }
    return "\(what): \(lossWords)"
  }

  /// What to do about a lost event.
  var lossWords: String {
    // A demo's store has no file to name.
    let store = subject.kind == .demo ? "" : " " + subject.name
    return "cqrs verify\(store) tells what is lost"
  }

  /// What is selected on the screen.
  var selection: Selection {
    switch screen {
    case .live: Selection(stream.selectedRow?.recorded, isFollowing: stream.isFollowing)
    case .aggregates:
      Selection(
        aggregate: aggregates.selectedRow?.summary.aggregateID, isFollowing: hasArrivedFollowing)
    case .history: history.map(\.selection) ?? Selection(nil)
    case .stream: browser.selection
    case .skew: skew.selection
    case .readModel:
      readModel.pane == nil
        ? Selection(aggregate: readModel.selection.aggregate, isFollowing: hasArrivedFollowing)
        : readModel.selection
    case .architectures: laboratory.selection
    }
  }

  /// The aggregate that is selected on the screen.
  var selectedAggregate: AggregateID? { selection.aggregate }

  /// The event that is selected on the screen.
  var selectedEvent: Event? { selection.event?.event }
}

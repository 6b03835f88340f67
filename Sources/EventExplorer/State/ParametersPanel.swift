import Architectures
import EventSourcing
import TerminalScreen

/// The panel in which a live run is changed while the screen goes on.
struct ParametersPanel: Hashable, Sendable {
  /// What can be changed.
  enum Parameter: Int, CaseIterable, Hashable, Sendable {
    case rate, writers, shards, skew, speed, reader, architecture

    var name: String {
      switch self {
      case .rate: "rate, events/s"
      case .writers: "writers"
      case .shards: "index shards"
      case .skew: "clock skew, ms"
      case .speed: "speed, %"
      case .architecture: "architecture"
      case .reader: "reader"
      }
    }

    var range: ClosedRange<Int> {
      switch self {
      case .rate: 0...100_000
      case .writers: 1...256
      case .shards: 1...64
      case .skew: 0...3_600_000
      case .speed: 1...10_000
      case .reader, .architecture: 0...0
      }
    }

    func value(in settings: LiveSettings) -> Int {
      switch self {
      case .rate: settings.eventsPerSecond
      case .writers: settings.writers
      case .shards: settings.shards
      case .skew: settings.clockSkewMilliseconds
      case .speed: settings.speedThousandths / 10
      case .reader, .architecture: 0
      }
    }

    func set(_ value: Int, in settings: inout LiveSettings) {
      let value = min(max(value, range.lowerBound), range.upperBound)
      switch self {
      case .rate: settings.eventsPerSecond = value
      case .writers: settings.writers = value
      case .shards: settings.shards = value
      case .skew: settings.clockSkewMilliseconds = value
      case .speed: settings.speedThousandths = value * 10
      case .reader, .architecture: break  // they are none of the live run's settings
      }
    }

    func step(_ value: Int, up: Bool) -> Int {
      let steps: Steps =
        switch self {
        case .rate: .rate
        case .writers: .writers
        case .skew: .skew
        case .speed: Steps(values: Steps.speed.values.map { $0 / 10 })
        case .shards, .reader, .architecture: Steps(values: Array(range))
        }
      return up ? steps.above(value) : steps.below(value)
    }
  }

  /// The chosen one.
  var selected = Parameter.rate
  /// A value that is being typed.
  var field: TextField?
  /// The architecture that Enter opens live; nil: none was chosen yet.
  var architecture: ArchitectureName?
}

extension ExplorerState {
  /// The parameters that can be changed here: without writers nothing of theirs.
  var parameters: [ParametersPanel.Parameter] {
    ParametersPanel.Parameter.allCases.filter { parameter in
      switch parameter {
      case .rate, .writers, .skew, .speed, .architecture: canMove
      case .shards: obstacle(to: .moreShards) == nil
      case .reader: strategies.count > 1
      }
    }
  }

  /// Changes the live run; on a store, where new events go.
  mutating func change(_ change: (inout LiveSettings) -> Void) {
    var settings = status.settings
    change(&settings)
    for parameter in ParametersPanel.Parameter.allCases {
      parameter.set(parameter.value(in: settings), in: &settings)
    }
    ask(.update(settings.changes(from: status.settings)))
    status.settings = settings
    say(
      canMove
        ? settings.words(withShards: subject.hasShards)
        : Shown.count(settings.shards, "index shard") + " for new events")
  }

  /// Lets time go on to the next thing that happens, and no further.
  mutating func step() {
    if !status.settings.isPaused { change { $0.isPaused = true } }
    ask(.step)
    skew.beginStep(from: status)
    say("one step; \(keyName(.pause)) goes on")
  }

  mutating func handleParameters(_ panel: ParametersPanel, _ key: Key) {
    var panel = panel
    defer { if case .parameters = overlay { overlay = .parameters(panel) } }
    if var field = panel.field {
      switch key {
      case .escape: panel.field = nil
      case .enter:
        panel.field = nil
        guard let value = Int(field.text), panel.selected.range.contains(value) else {
          let range = panel.selected.range
          return say(
            "\(panel.selected.name): a whole number from \(range.lowerBound) to \(range.upperBound)",
            .warning)
        }
        change { panel.selected.set(value, in: &$0) }
      default:
        _ = field.handle(key)
        panel.field = field
      }
      return
    }
    let all = parameters
    let place = all.firstIndex(of: panel.selected) ?? 0
    switch (key, panelAction(of: key)) {
    case (_, .parameters), (_, .back), (_, .leave): overlay = nil
    case (_, .up): panel.selected = all[(place + all.count - 1) % all.count]
    case (_, .down), (_, .nextPane): panel.selected = all[(place + 1) % all.count]
    case (_, .left) where panel.selected == .architecture: turnArchitecture(&panel, by: -1)
    case (_, .right) where panel.selected == .architecture: turnArchitecture(&panel, by: 1)
    case (_, .left) where panel.selected == .reader: chooseReader(by: -1)
    case (_, .right) where panel.selected == .reader, (.enter, _) where panel.selected == .reader:
      chooseReader(by: 1)
    case (_, .left), (_, .right):
      let up = panelAction(of: key) == .right
      let value = panel.selected.step(panel.selected.value(in: status.settings), up: up)
      change { panel.selected.set(value, in: &$0) }
    case (.enter, _) where panel.selected == .architecture:
      openArchitecture(panel.architecture ?? subject.architecture)
    case (.enter, _): panel.field = TextField("")
    case (.character(let character), _)
    where character.isASCII && character.isNumber && panel.selected != .architecture
      && panel.selected != .reader:
      panel.field = TextField(String(character))
    case (_, .pause), (_, .faster), (_, .slower), (_, .step):
      if let action = keys.action(of: key) { perform(action) }
    default: break
    }
  }
}

extension ExplorerState {
  /// Chooses the next architecture, or the one before.
  private mutating func turnArchitecture(_ panel: inout ParametersPanel, by step: Int) {
    let all = ArchitectureName.allCases
    let place = all.firstIndex(of: panel.architecture ?? subject.architecture) ?? 0
    let next = all[(place + all.count + step) % all.count]
    panel.architecture = next
    say(
      next == subject.architecture
        ? "this is what runs now"
        : "Enter opens \(next.rawValue) live with this load, in the place of this demo")
  }

  /// Opens another architecture live, with the load that runs now.
  mutating func openArchitecture(_ architecture: ArchitectureName) {
    guard architecture != subject.architecture else {
      let words = "\(subject.architecture.rawValue) runs already"
      return say(overlay == nil ? words : words + ": ←→ choose another", .warning)
    }
    var settings = status.settings
    settings.isPaused = false
    openLive(LiveOpening(architecture: architecture, settings: settings, seed: nil))
  }
}

extension LiveSettings {
  /// The settings in a line.
  func words(withShards hasShards: Bool) -> String {
    let rate = "\(Shown.count(Int64(eventsPerSecond))) events/s"
    let state = (isPaused ? "paused at " : "") + Shown.speed(thousandths: speedThousandths)
    return "\(state), \(rate) by \(Shown.count(writers, "writer")), "
      + (hasShards ? "\(Shown.count(shards, "index shard")), " : "")
      + "clock skew \(Shown.count(Int64(clockSkewMilliseconds))) ms"
  }
}

public import Architectures
public import EventSourcing
import VirtualTime

/// A named script that the live demo plays: what is set when, what is said to it, and what it claims to show.
///
///     let scenario = try Scenario(text: "title Same-second order …", file: "same-second.scenario")
public struct Scenario: Hashable, Sendable {
  /// Something that is to be done at an instant.
  public struct Cue: Hashable, Sendable {
    /// Microseconds of the store's time since the beginning.
    public var offset: Int64
    /// What is to be done.
    public var action: Action

    /// Creates a cue.
    public init(offset: Int64, _ action: Action) {
      self.offset = offset
      self.action = action
    }
  }

  /// What a cue does.
  public enum Action: Hashable, Sendable {
    /// Changes the live run.
    case change(LiveChange)
    /// Shows a text to the audience, in the place of the one before.
    case caption(String)
    /// Lets time stand still until the presenter lets it go on; with a text, or the one that stands there.
    case pause(String?)
    /// Goes to a screen, 1 to 6.
    case screen(Int)
    /// Ends the scenario: time stands still, and what was seen is summed up.
    case end
  }

  /// What it is called on the command line.
  public var name: String
  /// What it is called on the screen.
  public var title = ""
  /// The simulated cloud.
  public var architecture = ArchitectureName.dynamoDBWithKSUIDs
  /// The seed of everything random.
  public var seed: UInt64 = 1
  /// The live run at its beginning.
  public var settings = LiveSettings()
  /// The simulated cloud's parameters.
  public var parameters = CloudParameters()
  /// What is done, in the order of time; the last is the end.
  public var cues: [Cue] = []
  /// What it claims to show.
  public var expectations: [ScenarioExpectation] = []

  /// Creates a scenario without anything in it.
  public init(name: String) {
    self.name = name
  }

  /// How long it lasts, in microseconds of the store's time.
  public var length: Int64 { cues.last?.offset ?? 0 }

  /// How often it says something.
  public var slides: Int { cues.count { $0.action.isSlide } }

  /// What the live run does at set times, such that it is the same every time.
  public var script: LiveScript {
    LiveScript(
      cues.map { cue in
        let change: LiveChange =
          switch cue.action {
          case .change(let change): change
          case .pause, .end: .pause
          case .caption, .screen: .notice
          }
        return LiveScript.Entry(offset: cue.offset, change)
      })
  }

  /// The same at another speed, which it keeps.
  public func running(atSpeed thousandths: Int) -> Scenario {
    var scenario = self
    scenario.settings.speedThousandths = thousandths
    scenario.cues.removeAll { cue in
      if case .change(.speed) = cue.action { true } else { false }
    }
    return scenario
  }
}

extension Scenario.Action {
  /// Whether it shows a text.
  public var isSlide: Bool {
    switch self {
    case .caption, .pause(_?): true
    case .change, .pause(nil), .screen, .end: false
    }
  }
}

import EventSourcing
import Scenarios
import VirtualTime

/// A scenario that plays: what it says now, and what of it is due.
///
/// What it sets, and when time stops, the live cloud does by itself; this follows by the store's time.
struct ScenarioPlayer: Hashable, Sendable {
  /// What plays.
  let scenario: Scenario
  /// The store's time at its beginning.
  let start: Instant
  /// What it says; empty before its first words.
  private(set) var words = ""
  /// How often it has said something.
  private(set) var slide = 0
  /// How far it is, in microseconds.
  private(set) var offset: Int64 = 0
  /// The pause at which time stands still because the presenter is to talk; nil while it does not.
  private var waitingAt: Int64?
  /// Whether it is over.
  private(set) var hasEnded = false
  /// What was seen of it; nil while it is not over, or that was not counted yet.
  var figures: ScenarioFigures?

  private var next = 0

  /// Whether time stands still because the presenter is to talk.
  var isWaiting: Bool { waitingAt != nil }

  init(_ scenario: Scenario, start: Instant) {
    self.scenario = scenario
    self.start = start
  }

  /// Follows the store's time.
  /// - Returns: What is due and is none of the cloud's: screens to go to, and the end.
  mutating func follow(_ status: ReplicationStatus) -> [Scenario.Action] {
    offset = max(0, status.now - start)
    // It goes on, or went on by single steps.
    if let waitingAt, !status.settings.isPaused || offset > waitingAt { self.waitingAt = nil }
    var due: [Scenario.Action] = []
    while scenario.cues.indices.contains(next), scenario.cues[next].offset <= offset, !isWaiting {
      let cue = scenario.cues[next]
      next += 1
      if cue.action.isSlide { slide += 1 }
      switch cue.action {
      case .caption(let text): words = text
      case .pause(let text):
        words = text ?? words
        // Who looks late finds that time goes on already.
        if status.settings.isPaused, cue.offset == offset { waitingAt = offset }
      case .screen: due.append(cue.action)
      case .end:
        hasEnded = true
        due.append(.end)
      case .change: break
      }
    }
    return due
  }
}

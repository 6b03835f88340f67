import Architectures
import EventSourcing

// What stands in the place of a list without rows: a sentence that says what to do.
extension ExplorerState {
  /// The sentence for screen 1.
  var streamEmptiness: String {
    guard hasStatus else { return "opening …" }
    guard stream.count == 0 else { return "reading …" }
    guard status.events > 0 else { return "no events yet: " + firstEvent }
    let stored = Shown.count(status.events, "event is", "events are")
    return "\(stored) stored and not in the stream yet: \(mover)"
  }

  /// The sentence for screen 2.
  var aggregatesEmptiness: String {
    if !aggregates.hasLoaded || aggregates.isWaiting { return "reading …" }
    guard status.aggregates > 0 else { return "no aggregates yet: " + firstEvent }
    return "the aggregates can't be read: \(lossWords)"
  }

  /// The sentence for screen 5.
  var readModelEmptiness: String {
    guard let totals = readModel.totals else { return "reading …" }
    guard status.events > 0 else { return "no events yet: " + firstEvent }
    guard let words = totals.othersWords else {
      return "the accounts can't be read: \(lossWords)"
    }
    return "\(words): accounts alone have one; they begin with an event such as "
      + "\(EventType.accountCreated)"
  }

  /// How there comes to be an event.
  private var firstEvent: String {
    guard obstacle(to: .append) == nil else {
      return "cqrs append \(subject.name) AGGREGATE TYPE appends one"
    }
    return "\(keyName(.append)) appends one"
  }

  /// What brings stored events into the stream.
  private var mover: String {
    if canMove, status.settings.isPaused {
      return "\(keyName(.pause)) lets time go on"
    }
    if subject.movesStream { return "wait a moment" }
    return subject.kind == .readOnly
      ? "cqrs explore \(subject.name) moves it on" : "the explorer that moves it brings them"
  }
}

import Architectures
import EventSourcing
import VirtualTime

// What the readers have not been handed. Nothing of it is kept beside what they know anyway but the positions
// of what they have missed.
extension LiveReaders {
  /// What is visible, and was not handed to a reader.
  func undelivered(by strategy: ReaderStrategy, through position: Int64) -> UndeliveredEvents {
    var events = UndeliveredEvents(through: position)
    guard let index = followers.firstIndex(where: { $0.strategy == strategy }) else {
      return events
    }
    events.waiting = followers[index].waitingPositions
    if !mended[index].isEmpty { events.waiting.removeAll { mended[index].contains($0) } }
    events.missed = missed[index]
    events.epoch = epochs[index]
    return events
  }

  /// Takes note that a rebuild of what a reader feeds has delivered these events: what it still waits for
  /// counts once.
  mutating func mend(_ strategy: ReaderStrategy, delivered: PositionSet) {
    guard let index = followers.firstIndex(where: { $0.strategy == strategy }) else { return }
    missed[index].removeAll { delivered.contains($0) }
    mended[index].formUnion(followers[index].waitingPositions.filter { delivered.contains($0) })
    epochs[index] += 1
  }

  /// Gives `safe-horizon` an entry of before the opening, which lies beyond its horizon still.
  mutating func restore(_ entry: StreamEntry) {
    for index in followers.indices where followers[index].strategy == .safeHorizon {
      followers[index].becameVisible(entry)
    }
  }

  /// The first id that lies beyond the horizon at an instant.
  func horizon(at now: Instant) -> KSUID {
    let distance =
      parameters.boundMicroseconds + parameters.boundDeviations * parameters.skewMicroseconds
    let second = now.advanced(byMicroseconds: -distance).wholeSeconds - KSUID.epochSeconds
    return KSUID(timestamp: UInt32(clamping: second), payloadHigh: 0, payloadLow: 0)
  }
}

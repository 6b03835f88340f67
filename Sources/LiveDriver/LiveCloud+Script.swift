import Architectures
import Dispatch
import EventSourcing
import VirtualTime

// A run that is the same every time: whatever happens, happens at the instant at which it is due, one thing
// after the other, and time waits while the table stores.
extension LiveCloud {
  /// For how much real time things are done at most before others have their turn, in microseconds.
  private static let longestTurn: Int64 = 20_000

  /// Whether time waits for the table.
  var isExact: Bool { script != nil }

  /// The store's time.
  var present: Instant { moment ?? clock.now(real: RealTime.microseconds) }

  /// When the script changes something next.
  var nextEntry: Instant? {
    (script?.first).map { scriptStart.advanced(byMicroseconds: $0.offset) }
  }

  /// Does what is due, as far as that has to do with time alone.
  /// - Returns: The store's time.
  @discardableResult
  func bringUp() -> Instant {
    dispatchPrecondition(condition: .onQueue(queue))
    guard isExact else {
      let now = clock.now(real: RealTime.microseconds)
      advance(to: now)
      return now
    }
    guard isRunning, moment == nil else { return present }
    var now = present
    let end = RealTime.microseconds + Self.longestTurn
    while !clock.isPaused, let next = nextInstant, next <= now {
      act(at: next)
      guard !clock.isPaused else { return present }
      let real = RealTime.microseconds
      guard real < end else {
        // More than can be done in time: time waits, and is not seen to go back.
        now = max(next, board.status.now)
        clock.wait(at: now, real: real)
        break
      }
      // A change of the script sets the clock.
      now = min(now, clock.now(real: real))
    }
    return now
  }

  /// Does everything that is due up to an instant at which time stands still.
  func actExactly(through instant: Instant) {
    while let next = nextInstant, next <= instant { act(at: next) }
  }

  /// Plays the script to its last entry as fast as the table allows, from one thing that happens to the next,
  /// pauses passed over; time stands still afterwards.
  ///
  /// For who has no screen: nothing else moves the cloud meanwhile, and ``run()`` was not called.
  public func playScript() async {
    await onQueue { [self] in
      while script?.isEmpty == false, let next = nextInstant { act(at: next) }
      var settings = settings
      settings.isPaused = true
      let now = present
      change(to: settings, at: now)
      storeUnapplied(at: now)
      tell(at: now, real: RealTime.microseconds)
    }
  }

  /// Does what is due at an instant; what follows from it at once is due then too, and is done next.
  private func act(at instant: Instant) {
    moment = instant
    defer { moment = nil }
    if let entry = script?.first, let due = nextEntry, due <= instant {
      script?.removeFirst()
      return make(entry.change, at: instant)
    }
    advance(to: instant)
    issueDueAppends(at: instant)
  }

  private func make(_ change: LiveChange, at instant: Instant) {
    if case .crashes(let share) = change { cloud.setCrashes(share) }
    var settings = settings
    change.make(in: &settings)
    if settings != self.settings { self.change(to: settings, at: instant) }
    clock.wait(at: instant, real: RealTime.microseconds)
    if settings.isPaused { storeUnapplied(at: instant) }
    isChanged = true
    isNewsDue = true
  }

  /// Appends, and waits for what comes of it.
  func appendAndWait(_ requests: [AppendRequest]) -> [Result<AppendReceipt, any Error>] {
    let answered = DispatchSemaphore(value: 0)
    let answer = TableAnswer()
    table.append(requests) { results in
      answer.results = results
      answered.signal()
    }
    answered.wait()
    return answer.results
  }
}

/// What the table answered; unchecked, because it is read after a signal that follows the writing.
private final class TableAnswer: @unchecked Sendable {
  var results: [Result<AppendReceipt, any Error>] = []
}

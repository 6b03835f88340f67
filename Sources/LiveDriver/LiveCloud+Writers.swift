import Architectures
import Dispatch
import EventSourcing
import VirtualTime

// The background writers' appends: one in flight each, throttled ones repeated, conflicts decided anew.
extension LiveCloud {
  /// Issues what has fallen due.
  func issueDueAppends(at now: Instant) {
    guard let count = background?.count else { return }
    for writer in 0..<count { issueDueAppend(of: writer, at: now) }
  }

  private func issueDueAppend(of writer: Int, at now: Instant) {
    guard let due = background?.writers[writer].nextInstant, due <= now else { return }
    switch background?.writers[writer].activity {
    case .idle:
      guard let attempt = decide(writer, conflicts: 0, at: now) else { return }
      // The rate counts events: what has two takes the time of two.
      for _ in attempt.request.events { background?.writers[writer].arrivals?.advance() }
      `try`(attempt, of: writer, at: now)
    case .backingOff(var attempt, _):
      attempt.number += 1
      `try`(attempt, of: writer, at: now)
    case .appending, nil:
      break
    }
  }

  /// Lets a writer decide what to do, and issue it.
  private func decide(
    _ number: Int, conflicts: Int, at now: Instant
  ) -> BackgroundWriter.Attempt? {
    guard var background else { return nil }
    self.background = nil  // so that the copy is the only one, and is changed in place
    defer { self.background = background }
    var writer = background.writers[number]
    let command = background.domain.decide(&writer.choice, now: writer.clock.reading(at: now))
    var request = writer.issue(background.domain.request(for: command), at: now)
    background.writers[number] = writer
    placeInShards(&request)
    return BackgroundWriter.Attempt(command: command, request: request, conflicts: conflicts)
  }

  private func `try`(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    switch cloud.admit(writes(of: attempt.request), at: now) {
    case .throttled:
      isChanged = true
      repeatLater(attempt, of: writer, at: now)
    case .accepted:
      var attempt = attempt
      attempt.request.committedAt = now
      background?.writers[writer].activity = .appending(attempt)
      appendsInFlight += 1
      table.append(attempt.request) { [self, attempt] result in
        queue.async { [self] in ended(attempt, of: writer, result) }
      }
    }
  }

  private func ended(
    _ attempt: BackgroundWriter.Attempt, of writer: Int,
    _ result: Result<AppendReceipt, any Error>
  ) {
    let now = clock.now(real: RealTime.microseconds)
    advance(to: now)
    appendsInFlight -= 1
    background?.writers[writer].activity = .idle
    switch result {
    case .success(let receipt):
      for entry in receipt.entries { background?.domain.learn(entry.recorded.event) }
      background?.domain.ended(attempt.command)
      noteCommits(receipt, at: now)
    case .failure(let error):
      refused(attempt, of: writer, error, at: now)
    }
    guard isRunning else { return resumeIfEnded() }
    if !clock.isPaused, writer < background?.count ?? 0 { issueDueAppend(of: writer, at: now) }
    arm()
  }

  private func refused(
    _ attempt: BackgroundWriter.Attempt, of writer: Int, _ error: any Error, at now: Instant
  ) {
    switch error {
    case EventStoreError.rejected where attempt.conflicts < BackOff.attempts && isRunning:
      // Someone else was first: read what was missed, and decide anew, with new ids.
      do {
        for account in attempt.command.accounts { try background?.learn(account, from: table) }
        background?.domain.ended(attempt.command)
        if let next = decide(writer, conflicts: attempt.conflicts + 1, at: now) {
          `try`(next, of: writer, at: now)
        }
      } catch {
        giveUp(attempt, error)
      }
    case EventStoreError.busy, EventStoreError.throttled:
      repeatLater(attempt, of: writer, at: now)
    default:
      giveUp(attempt, error)
    }
  }

  private func repeatLater(
    _ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant
  ) {
    guard attempt.number < BackOff.attempts, var backOff = background?.writers[writer].backOff
    else {
      background?.writers[writer].activity = .idle
      background?.domain.ended(attempt.command)
      return
    }
    let wait = BackOff.wait(afterAttempt: attempt.number, &backOff)
    background?.writers[writer].backOff = backOff
    background?.writers[writer].activity = .backingOff(
      attempt, until: now.advanced(byMicroseconds: wait))
  }

  private func giveUp(_ attempt: BackgroundWriter.Attempt, _ error: any Error) {
    background?.domain.ended(attempt.command)
    if case EventStoreError.rejected = error { return }
    fail("a writer's append failed", error)
  }
}

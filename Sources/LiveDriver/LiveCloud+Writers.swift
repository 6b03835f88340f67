import Architectures
import Dispatch
import EventSourcing
import VirtualTime

// The background writers' appends: one in flight each, refused ones repeated, conflicts decided anew.
extension LiveCloud {
  /// Does what has fallen due.
  func issueDueAppends(at now: Instant) {
    guard let count = background?.count else { return }
    for writer in 0..<count { goOn(writer, at: now) }
  }

  /// Does a writer's next thing, if it is due, and what follows from it at once.
  private func goOn(_ writer: Int, at now: Instant) {
    guard let due = background?.writers[writer].nextInstant, due <= now,
      let activity = background?.writers[writer].activity
    else { return }
    switch activity {
    case .idle:
      guard let attempt = decide(writer, conflicts: 0, at: now) else { return }
      // The rate counts events: what has two takes the time of two.
      for _ in attempt.request.events { background?.writers[writer].arrivals?.advance() }
      issue(attempt, of: writer, at: now)
    case .issued(let attempt):
      test(attempt, of: writer, at: now)
    case .admitted(let attempt, let aborts):
      if aborts {
        cloud.release(attempt.cloud.number, at: now)
        refused(attempt, of: writer, at: now)
      } else {
        send(attempt, of: writer, at: now)
      }
    case .appending:
      break
    case .answered:
      background?.writers[writer].activity = .idle
      goOn(writer, at: now)
    case .backingOff(var attempt, _):
      attempt.number += 1
      issue(attempt, of: writer, at: now)
    }
  }

  /// Lets a writer decide what to do.
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
    let attempt = AppendAttempt(number: number, writes: placed(&request))
    return BackgroundWriter.Attempt(
      command: command, request: request, cloud: attempt, conflicts: conflicts)
  }

  /// Sends an attempt to the cloud, with what the writer sees of its head now.
  private func issue(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    var attempt = attempt
    attempt.cloud.head = cloud.head
    attempt.schedule = cloud.schedule(attempt.cloud, at: now)
    background?.writers[writer].activity = .issued(attempt)
    goOn(writer, at: now)
  }

  private func test(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    var attempt = attempt
    let delay: Int64
    var aborts = false
    switch cloud.admit(attempt.cloud, conditionHolds: true, at: now) {
    case .refused: return refused(attempt, of: writer, at: now)
    case .accepted(let further): delay = further
    case .aborting(let further): (delay, aborts) = (further, true)
    }
    attempt.schedule.commit.microseconds += delay
    attempt.schedule.answer.microseconds += delay
    background?.writers[writer].activity = .admitted(attempt, aborts: aborts)
    goOn(writer, at: now)
  }

  private func send(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    var attempt = attempt
    attempt.request.committedAt = now
    background?.writers[writer].activity = .appending(attempt)
    appendsInFlight += 1
    table.append(attempt.request) { [self, attempt] result in
      queue.async { [self] in ended(attempt, of: writer, result) }
    }
  }

  private func ended(
    _ attempt: BackgroundWriter.Attempt, of writer: Int,
    _ result: Result<AppendReceipt, any Error>
  ) {
    let now = clock.now(real: RealTime.microseconds)
    advance(to: now)
    appendsInFlight -= 1
    switch result {
    case .success(let receipt):
      for entry in receipt.entries { background?.domain.learn(entry.recorded.event) }
      background?.domain.ended(attempt.command)
      noteCommits(receipt, of: attempt.cloud.number, at: now)
      background?.writers[writer].activity = .answered(max(now, attempt.schedule.answer))
    case .failure(let error):
      cloud.release(attempt.cloud.number, at: now)
      background?.writers[writer].activity = .idle
      failed(attempt, of: writer, error, at: now)
    }
    guard isRunning else { return resumeIfEnded() }
    if !clock.isPaused, writer < background?.count ?? 0 { goOn(writer, at: now) }
    arm()
  }

  private func failed(
    _ attempt: BackgroundWriter.Attempt, of writer: Int, _ error: any Error, at now: Instant
  ) {
    switch error {
    case EventStoreError.rejected where attempt.conflicts < backOff.attempts && isRunning:
      // Someone else was first: read what was missed, and decide anew, with new ids.
      do {
        for account in attempt.command.accounts { try background?.learn(account, from: table) }
        background?.domain.ended(attempt.command)
        if let next = decide(writer, conflicts: attempt.conflicts + 1, at: now) {
          issue(next, of: writer, at: now)
        }
      } catch {
        giveUp(attempt, error)
      }
    case EventStoreError.busy:
      repeatLater(attempt, of: writer, at: now)
    default:
      giveUp(attempt, error)
    }
  }

  /// The cloud did not take it in.
  private func refused(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    refusedAttempts += 1
    isChanged = true
    repeatLater(attempt, of: writer, at: now)
  }

  private func repeatLater(
    _ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant
  ) {
    guard attempt.number < backOff.attempts, var source = background?.writers[writer].backOff
    else {
      background?.writers[writer].activity = .idle
      background?.domain.ended(attempt.command)
      return
    }
    let wait = backOff.wait(afterAttempt: attempt.number, &source)
    background?.writers[writer].backOff = source
    background?.writers[writer].activity = .backingOff(
      attempt, until: now.advanced(byMicroseconds: wait))
  }

  private func giveUp(_ attempt: BackgroundWriter.Attempt, _ error: any Error) {
    background?.domain.ended(attempt.command)
    if case EventStoreError.rejected = error { return }
    fail("a writer's append failed", error)
  }
}

import Architectures
import Dispatch
import EventSourcing
import VirtualTime

// The background writers' appends: one in flight each, refused ones repeated, conflicts decided anew.
extension LiveCloud {
  /// A background writer's append on its way to the table.
  struct Departure: Sendable {
    var writer: Int
    var attempt: BackgroundWriter.Attempt
  }

  /// Does what has fallen due.
  func issueDueAppends(at now: Instant) {
    guard let count = background?.writers.count else { return }
    for writer in 0..<count { goOn(writer, at: now) }
    sendLeaving()
  }

  /// Commits what the cloud has taken in, before its time: while that stands still, what is held for it would be
  /// in everybody's way for ever.
  func commitAdmitted(at now: Instant) {
    guard let count = background?.writers.count else { return }
    for writer in 0..<count {
      guard case .admitted(let attempt, let aborts) = background?.writers[writer].activity
      else { continue }
      commit(attempt, aborts: aborts, of: writer, at: now)
    }
    sendLeaving()
  }

  /// Does a writer's next thing, if it is due, and what follows from it at once.
  private func goOn(_ writer: Int, at now: Instant) {
    guard let due = background?.nextInstant(of: writer), due <= now,
      let activity = background?.writers[writer].activity
    else { return }
    switch activity {
    case .idle:
      // The rate counts events: what has two takes the time of two.
      guard let attempt = decide(writer, RefusalCount(), at: now) else { return }
      for _ in attempt.request.events { background?.writers[writer].arrivals?.advance() }
      readHead(attempt, of: writer, at: now)
    case .readingHead(var attempt, _, let answer):
      attempt.cloud.head = cloud.head
      background?.writers[writer].activity = .readHead(attempt, answer: answer)
      goOn(writer, at: now)
    case .readHead(let attempt, _):
      issue(attempt, of: writer, at: now)
    case .issued(let attempt):
      test(attempt, of: writer, at: now)
    case .admitted(let attempt, let aborts):
      commit(attempt, aborts: aborts, of: writer, at: now)
    case .appending:
      break
    case .answered:
      background?.writers[writer].activity = .idle
      goOn(writer, at: now)
    case .conflicted(let attempt, _):
      decideAnew(attempt, of: writer, at: now)
    case .backingOff(let attempt, _):
      readHead(attempt, of: writer, at: now)
    }
  }

  // MARK: Deciding

  /// Lets a writer decide what to do.
  private func decide(
    _ number: Int, _ refusals: RefusalCount, at now: Instant
  ) -> BackgroundWriter.Attempt? {
    guard var background else { return nil }
    self.background = nil  // so that the copy is the only one, and is changed in place
    defer { self.background = background }
    var writer = background.writers[number]
    let command = background.domain.decide(&writer.choice, now: writer.clock.reading(at: now))
    var request = writer.issue(background.domain.request(for: command), at: now)
    background.writers[number] = writer
    let attempt = AppendAttempt(number: number, writes: cloud.place(&request))
    return BackgroundWriter.Attempt(
      command: command, request: request, cloud: attempt, refusals: refusals)
  }

  /// Someone else was first: reads what was missed, and decides anew, with new ids.
  private func decideAnew(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    do {
      for account in attempt.command.accounts { try background?.learn(account, from: table) }
    } catch {
      return giveUp(attempt, of: writer, error)
    }
    background?.domain.ended(attempt.command)
    guard let next = decide(writer, attempt.refusals, at: now) else { return }
    readHead(next, of: writer, at: now)
  }

  /// Reads the head, where there is one; what a writer sees of it is what it is at mid-flight.
  private func readHead(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    guard let read = cloud.headRead, var source = background?.writers[writer].headLatency else {
      return issue(attempt, of: writer, at: now)
    }
    let latency = read.draw(&source)
    background?.writers[writer].headLatency = source
    background?.writers[writer].activity = .readingHead(
      attempt, sample: now.advanced(byMicroseconds: latency / 2),
      answer: now.advanced(byMicroseconds: latency))
    goOn(writer, at: now)
  }

  // MARK: Appending

  /// Sends an attempt to the cloud.
  private func issue(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    var attempt = attempt
    attempt.schedule = cloud.schedule(attempt.cloud, at: now)
    background?.writers[writer].activity = .issued(attempt)
    goOn(writer, at: now)
  }

  private func test(_ attempt: BackgroundWriter.Attempt, of writer: Int, at now: Instant) {
    var attempt = attempt
    let holds = background?.isUpToDate(attempt.request) ?? true
    let delay: Int64
    var aborts = false
    switch cloud.admit(attempt.cloud, conditionHolds: holds, at: now) {
    case .refused(let refusal): return refused(attempt, of: writer, refusal, at: now)
    case .accepted(let further): delay = further
    case .aborting(let further): (delay, aborts) = (further, true)
    }
    attempt.schedule.commit.microseconds += delay
    attempt.schedule.answer.microseconds += delay
    background?.writers[writer].activity = .admitted(attempt, aborts: aborts)
    goOn(writer, at: now)
  }

  private func commit(
    _ attempt: BackgroundWriter.Attempt, aborts: Bool, of writer: Int, at now: Instant
  ) {
    guard !aborts else {
      cloud.release(attempt.cloud.number, at: now)
      return refused(attempt, of: writer, .aborted, at: now)
    }
    var attempt = attempt
    attempt.request.committedAt = now
    background?.writers[writer].activity = .appending(attempt)
    noteSent(attempt.request, of: attempt.cloud.number)
    leaving.append(Departure(writer: writer, attempt: attempt))
  }

  /// Hands the table what is to commit: together, so that it shares a commit.
  private func sendLeaving() {
    guard !leaving.isEmpty else { return }
    let sent = leaving
    leaving = []
    guard !isExact else { return ended(sent, appendAndWait(sent.map(\.attempt.request))) }
    table.append(sent.map(\.attempt.request)) { [self] results in
      queue.async { [self] in ended(sent, results) }
    }
  }

  private func ended(_ sent: [Departure], _ results: [Result<AppendReceipt, any Error>]) {
    let now = present
    advance(to: now)
    for (departure, result) in zip(sent, results) { ended(departure, result, at: now) }
    // No horizon may pass a transaction that has ended before the stream shows what it wrote.
    advance(to: now)
    // Where time waits, what is due next is looked for as soon as this is done.
    guard !isExact else { return }
    guard isRunning else { return resumeIfEnded() }
    if clock.isPaused {
      makeSteps()
    } else {
      // What has fallen due since the last beat waits for the next, and shares its commit.
      let beat = clock.now(real: lastBeat)
      for departure in sent {
        guard let due = background?.nextInstant(of: departure.writer), due <= beat else { continue }
        goOn(departure.writer, at: now)
      }
      sendLeaving()
    }
    arm()
  }

  private func ended(
    _ departure: Departure, _ result: Result<AppendReceipt, any Error>, at now: Instant
  ) {
    let (writer, attempt) = (departure.writer, departure.attempt)
    noteEnd(attempt.request, of: attempt.cloud.number, try? result.get(), at: now)
    let answer = max(now, attempt.schedule.answer)
    switch result {
    case .success(let receipt):
      for entry in receipt.entries { background?.domain.learn(entry.recorded.event) }
      background?.domain.ended(attempt.command)
      background?.writers[writer].activity = answer > now ? .answered(answer) : .idle
    case .failure(EventStoreError.rejected):
      refused(attempt, of: writer, .versionConflict, at: now)
    case .failure(EventStoreError.busy):
      // What is busy for too long has aborted the transaction.
      goOn(attempt, of: writer, after: .aborted, at: answer)
    case .failure(let error):
      giveUp(attempt, of: writer, error)
    }
  }

  // MARK: Refusals

  /// The cloud did not take it in, or the table did not; the writer hears of it when it is answered.
  private func refused(
    _ attempt: BackgroundWriter.Attempt, of writer: Int, _ refusal: Refusal, at now: Instant
  ) {
    refusedAttempts += 1
    if case .throttled = refusal { throttledAttempts += 1 }
    isChanged = true
    goOn(attempt, of: writer, after: refusal, at: max(now, attempt.schedule.answer))
  }

  /// Lets a writer decide anew, or repeat what it decided, when it hears of a refusal.
  private func goOn(
    _ attempt: BackgroundWriter.Attempt, of writer: Int, after refusal: Refusal, at answer: Instant
  ) {
    var attempt = attempt
    guard attempt.refusals.mayGoOn(after: refusal, limit: backOff.attempts) else {
      return giveUp(attempt, of: writer, nil)
    }
    guard refusal != .versionConflict else {
      background?.writers[writer].activity = .conflicted(attempt, answer)
      return
    }
    guard var source = background?.writers[writer].backOff else { return }
    let wait = backOff.wait(afterAttempt: attempt.refusals.backOffs, &source)
    background?.writers[writer].backOff = source
    background?.writers[writer].activity = .backingOff(
      attempt, until: answer.advanced(byMicroseconds: wait))
  }

  /// Ends an append that will not be stored.
  private func giveUp(
    _ attempt: BackgroundWriter.Attempt, of writer: Int, _ error: (any Error)?
  ) {
    background?.writers[writer].activity = .idle
    background?.domain.ended(attempt.command)
    if let error { fail("a writer's append failed", error) }
  }
}

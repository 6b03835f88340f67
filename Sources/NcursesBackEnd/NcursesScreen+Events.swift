import CNcurses
import Glibc
import TerminalScreen

extension NcursesScreen {
  /// Sleeps until something happens or a time has come; nothing is asked for again and again.
  ///
  /// A signal that stops the program is obeyed within; Ctrl-Z is a key, for which ``stop()`` is.
  /// - Parameter deadline: When to return at the latest, in ``MonotonicClock`` microseconds.
  /// - Returns: What happened, in order; nothing when the time has come.
  public func wait(until deadline: Int64? = nil) -> [ScreenEvent] {
    guard isOpen else { return [.hangup] }
    while true {
      let ready = poll(until: [deadline, decoder.deadline].compactMap(\.self).min())
      var events: [ScreenEvent] = []
      // Signals first: a stopped program that is to end must not touch the terminal again.
      if ready.hasSignals { collectSignals() }
      if endingSignal == nil { answerSignals(into: &events) }
      if let signal = endingSignal { return [.terminate(signal)] }
      if ready.isWoken, waker.takeCalls() { events.append(.woken) }
      if ready.takesOutput { sendWaiting() }
      if ready.hasInput { takeInput(into: &events) }
      if !ready.hasInput {
        events += decoder.expire(at: MonotonicClock.now).map(ScreenEvent.input)
      }
      if ready.isGone || output.isBroken { events.append(.hangup) }
      if !events.isEmpty { return events }
      if let deadline, deadline <= MonotonicClock.now { return [] }
    }
  }

  /// What `poll` tells.
  private struct Readiness {
    var hasInput = false
    var hasSignals = false
    var isWoken = false
    var takesOutput = false
    var isGone = false
  }

  private func poll(until deadline: Int64?) -> Readiness {
    var requests = [
      pollfd(fd: NcursesScreen.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waker.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    if !output.isIdle {
      requests.append(pollfd(fd: output.descriptor, events: Int16(POLLOUT), revents: 0))
    }
    // Rounded up, or the last millisecond would be spun away.
    let timeout = deadline.map { Int32(clamping: max(0, $0 - MonotonicClock.now + 999) / 1_000) }
    guard Glibc.poll(&requests, nfds_t(requests.count), timeout ?? -1) > 0 else {
      return Readiness(hasSignals: true)  // interrupted, or late: a look costs little
    }
    let gone = Int16(POLLHUP | POLLERR | POLLNVAL)
    return Readiness(
      hasInput: requests[0].revents & Int16(POLLIN) != 0,
      hasSignals: requests[1].revents != 0,
      isWoken: requests[2].revents != 0,
      takesOutput: requests.count > 3 && requests[3].revents != 0,
      isGone: requests[0].revents & gone != 0)
  }

  private func takeInput(into events: inout [ScreenEvent]) {
    let bytes = [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
      count = max(0, read(NcursesScreen.input, buffer.baseAddress, buffer.count))
    }
    // Ready and empty is a terminal that has been hung up, unless a signal came between.
    guard !bytes.isEmpty else {
      if errno != EINTR && errno != EAGAIN { events.append(.hangup) }
      return
    }
    let input = decoder.feed(bytes, at: MonotonicClock.now)
    for case .background in input { askedAt = nil }
    events += input.map(ScreenEvent.input)
  }

  /// Who leaves within a second of asking the terminal something waits a tenth of one for the answer, which
  /// the shell would take for typed.
  func awaitAnswer() {
    guard let asked = askedAt, MonotonicClock.now - asked < 1_000_000 else { return }
    let end = MonotonicClock.now + 100_000
    var ignored: [ScreenEvent] = []
    while askedAt != nil, MonotonicClock.now < end {
      var request = pollfd(fd: NcursesScreen.input, events: Int16(POLLIN), revents: 0)
      let left = Int32(clamping: (end - MonotonicClock.now) / 1_000 + 1)
      guard Glibc.poll(&request, 1, left) > 0, request.revents == Int16(POLLIN) else { break }
      takeInput(into: &ignored)
    }
    askedAt = nil
  }

  private func sendWaiting() {
    output.flush()
    if output.isIdle, let waiting { present(waiting.grid, cursor: waiting.cursor) }
  }

  /// Notes the signals that came.
  func collectSignals() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while case let count = read(signals, &bytes, bytes.count), count > 0 {
      raised.formUnion(bytes.prefix(count).map(Int32.init))
    }
  }

  /// The signal that ends the program, if one came.
  var endingSignal: Int32? {
    [SIGTERM, SIGHUP, SIGINT, SIGQUIT].first(where: raised.contains)
  }

  /// Answers the signals that came, but for one that ends the program.
  private func answerSignals(into events: inout [ScreenEvent]) {
    if raised.remove(SIGTSTP) != nil {
      stop()
      guard endingSignal == nil else { return }
      events.append(.resumed)
    } else if raised.remove(SIGCONT) != nil, !isSuspended {
      // Stopped in a way that cannot be caught: the shell has set the terminal as it likes it.
      _ = cncurses_set_raw(NcursesScreen.input)
      redraw()
      events.append(.resumed)
    }
    if raised.remove(SIGWINCH) != nil {
      adoptSize()
      // There and back again is no new size, but the terminal may have moved its lines.
      cncurses_invalidate()
      events.append(.resized(size))
    }
  }
}

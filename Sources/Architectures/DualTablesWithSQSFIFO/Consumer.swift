import VirtualTime

/// The function that takes one message group from the queue and numbers it in the second table.
///
/// A turn: it receives up to ten messages, numbers those that are new in one transaction, and they
/// are deleted. The batch of a crashed invocation is hidden for a while and then received again.
/// What was numbered before, and not deleted or sent twice, it passes over.
struct Consumer: Sendable {
  /// The group that it takes.
  let group: Int
  /// When it does something next; the distant future while it has nothing to do.
  private(set) var due = Instant.distantFuture
  /// The function.
  private(set) var function: Function
  /// What it numbers; each forwarder is a source.
  private(set) var numbering: EventNumbering

  private let parameters: QueueParameters
  private let faults: FaultParameters
  private var redeliveries: SeededRandom

  private var step = Step.rest
  /// Batches that had a successful invocation and come again.
  private var repeats = Schedule<[Message]>()

  /// What it was given; used again for the next.
  private var batch: [Message] = []
  /// What of it has no number yet.
  private var unnumbered: [Message] = []
  /// What the batch is deleted by; nil if it comes again after that.
  private var receipt: FIFOQueue.Receipt?
  /// How many transactions are to be done, are done, and after how many it crashes.
  private var transactions = 0
  private var doneTransactions = 0
  private var crashesAfter: Int?

  private enum Step {
    /// It has nothing to do until something comes.
    case rest
    /// It makes a call to receive.
    case receive
    /// It begins an invocation.
    case invoke
    /// It begins the transaction, or ends.
    case goOn
    /// The transaction's items are released; the answer comes later.
    case release(answer: Instant)
    /// The batch is deleted.
    case delete
  }

  init(
    group: Int, lastNumber: Int64, _ parameters: CloudParameters, seed: UInt64,
    _ architecture: ArchitectureName
  ) {
    self.group = group
    self.parameters = parameters.queue
    faults = parameters.faults
    function = Function(
      parameters.function, crashes: parameters.faults.crashes, seed: seed, architecture,
      part: "consumer \(group)")
    numbering = EventNumbering(
      partition: group, sources: parameters.stream.shards, lastNumber: lastNumber,
      parameters.transaction, seed: seed, architecture)
    redeliveries = SeededRandom(seed: seed, architecture, part: "consumer \(group) redeliveries")
  }

  /// Sets how many of its invocations crash.
  mutating func setCrashes(_ share: Ratio) { function.crashes = share }

  /// Takes note that messages of its group were sent.
  /// - Returns: Whether it does something earlier now.
  mutating func messagesSent(_ queue: FIFOQueue, at now: Instant) -> Bool {
    guard case .rest = step else { return false }
    let before = due
    rest(queue, at: now)
    return due < before
  }

  /// Does what is due.
  mutating func act(
    at now: Instant, _ queue: inout FIFOQueue, _ capacity: inout WriteCapacity,
    into sink: inout [StreamEntry]
  ) {
    switch step {
    case .rest: take(at: now, &queue)
    case .receive: receive(at: now, &queue)
    case .invoke: invoke(at: now)
    case .goOn where crashesAfter == doneTransactions: crash(at: now, &queue)
    case .goOn where doneTransactions == transactions: end(at: now, &queue)
    case .goOn:
      switch numbering.begin(unnumbered.lazy.map(\.write), at: now, &capacity) {
      case .waiting(let end): due = end
      case .begun(let transaction):
        step = .release(answer: transaction.answer)
        due = transaction.commit
      }
    case .release(let answer):
      for message in unnumbered {
        guard let entry = numbering.number(message.write, from: message.source, at: now) else {
          continue
        }
        sink.append(entry)
      }
      numbering.release()
      doneTransactions += 1
      step = .goOn
      due = answer
    case .delete: delete(at: now, &queue)
    }
  }

  private mutating func take(at now: Instant, _ queue: inout FIFOQueue) {
    if let (_, again) = repeats.popFirst(through: now) {
      batch = again
      receipt = nil
      step = .invoke
      due = now
    } else {
      step = .receive
      due = queue.callToReceive(at: now)
    }
  }

  private mutating func receive(at now: Instant, _ queue: inout FIFOQueue) {
    // While the invocation lives it keeps its batch: AWS asks for a timeout of many times the
    // function's.
    receipt = queue.receive(
      fromGroup: group, at: now, visibilityTimeout: FIFOQueue.longestVisibilityTimeout,
      into: &batch)
    guard receipt != nil else {
      rest(queue, at: now)
      return
    }
    step = .invoke
    due = now.advanced(byMicroseconds: parameters.receiveMicroseconds)
  }

  private mutating func invoke(at now: Instant) {
    unnumbered.removeAll(keepingCapacity: true)
    for message in batch where message.write.position > numbering.mark(ofSource: message.source) {
      // Sent again after five minutes, an event can stand beside itself.
      let isThere = unnumbered.contains { $0.write.position == message.write.position }
      if !isThere { unnumbered.append(message) }
    }
    transactions = unnumbered.isEmpty ? 0 : 1
    doneTransactions = 0
    crashesAfter = function.crashPoint(among: transactions)
    step = .goOn
    due = now.advanced(byMicroseconds: function.begin(at: now))
  }

  private mutating func crash(at now: Instant, _ queue: inout FIFOQueue) {
    function.end(crashed: true, at: now)
    if let receipt {
      queue.changeVisibility(of: receipt, to: parameters.retryMicroseconds, at: now)
    } else {
      repeats.insert(batch, at: now.advanced(byMicroseconds: parameters.retryMicroseconds))
    }
    rest(queue, at: now)
  }

  private mutating func end(at now: Instant, _ queue: inout FIFOQueue) {
    function.end(at: now)
    guard receipt != nil else {
      rest(queue, at: now)
      return
    }
    step = .delete
    due = queue.callToDelete(at: now).advanced(byMicroseconds: parameters.deleteMicroseconds)
  }

  private mutating func delete(at now: Instant, _ queue: inout FIFOQueue) {
    if let receipt { queue.delete(receipt, at: now) }
    if redeliveries.happens(faults.redeliveries) {
      repeats.insert(batch, at: now.advanced(byMicroseconds: faults.redeliveryMicroseconds))
    }
    rest(queue, at: now)
  }

  private mutating func rest(_ queue: FIFOQueue, at now: Instant) {
    step = .rest
    let delivery = queue.nextDelivery(ofGroup: group) ?? .distantFuture
    due = max(now, min(delivery, repeats.nextInstant ?? .distantFuture))
  }
}

import DequeModule
import VirtualTime

/// The function that takes one shard of the change stream to the queue.
///
/// It sends a batch in calls of up to ten messages, one after the other. A crashed invocation gives
/// the batch back, and after a while everything in it is sent again: what went through already the
/// queue drops, for five minutes.
struct Forwarder: Sendable {
  /// The shard that it takes.
  let shard: Int
  /// When it does something next; the distant future while it has nothing to do.
  private(set) var due = Instant.distantFuture
  /// The function.
  private(set) var function: Function
  /// The position of the last event that it has sent.
  private(set) var sentThrough: Int64 = 0

  private let parameters: QueueParameters
  private let faults: FaultParameters
  private let overheadMicroseconds: Int64
  private var redeliveries: SeededRandom

  private var step = Step.rest
  /// Whether a batch of the shard waits for it.
  private var batchWaits = false
  /// What had a successful invocation and comes again.
  private var repeats = Deque<(records: [StreamWrite], at: Instant)>()

  /// What it is working on; used again for the next.
  private var records: [StreamWrite] = []
  /// Whether that comes again, and not from the stream.
  private var isRepeat = false
  private var sentRecords = 0
  private var calls = 0
  private var crashesAfter: Int?

  private enum Step {
    /// It has nothing to do until something comes.
    case rest
    /// It begins an invocation.
    case invoke
    /// It asks for its next call, or ends.
    case goOn
    /// It makes a call.
    case send
  }

  init(shard: Int, _ parameters: CloudParameters, seed: UInt64, _ architecture: ArchitectureName) {
    self.shard = shard
    self.parameters = parameters.queue
    faults = parameters.faults
    overheadMicroseconds = parameters.function.overheadMicroseconds
    function = Function(
      parameters.function, crashes: parameters.faults.crashes, seed: seed, architecture,
      part: "forwarder \(shard)")
    redeliveries = SeededRandom(
      seed: seed, architecture, part: "forwarder \(shard) redeliveries")
  }

  /// Sets how many of its invocations crash.
  mutating func setCrashes(_ share: Ratio) { function.crashes = share }

  /// Takes note that there is a batch of its shard.
  mutating func batchFound(at now: Instant) {
    batchWaits = true
    if case .rest = step { due = now }
  }

  /// Does what is due.
  /// - Returns: What was sent.
  mutating func act(
    at now: Instant, _ changes: inout ChangeStream, _ queue: inout FIFOQueue
  ) -> ArraySlice<StreamWrite> {
    switch step {
    case .rest:
      isRepeat = !batchWaits
      batchWaits = false
      invoke(at: now, &changes)
    case .invoke:
      invoke(at: now, &changes)
    case .goOn where crashesAfter == calls:
      function.end(crashed: true, at: now)
      step = .invoke
      due = now.advanced(byMicroseconds: parameters.retryMicroseconds)
    case .goOn where sentRecords == records.count:
      function.end(at: now)
      succeed(at: now, &changes)
      rest(at: now)
    case .goOn:
      step = .send
      due = queue.callToSend(at: now)
    case .send:
      return send(at: now, &queue)
    }
    return []
  }

  private mutating func invoke(at now: Instant, _ changes: inout ChangeStream) {
    if !isRepeat {
      changes.readBatch(ofShard: shard, at: now, takenThrough: sentThrough, into: &records)
    } else if let first = repeats.first {
      records = first.records
    }
    sentRecords = 0
    calls = 0
    crashesAfter = function.crashPoint(
      among: (records.count + parameters.sendBatch - 1) / parameters.sendBatch)
    step = .goOn
    due = now.advanced(byMicroseconds: function.begin(at: now) + overheadMicroseconds)
  }

  private mutating func send(at now: Instant, _ queue: inout FIFOQueue) -> ArraySlice<StreamWrite> {
    let end = min(records.count, sentRecords + parameters.sendBatch)
    let sent = records[sentRecords..<end]
    queue.send(sent, from: shard, at: now)
    sentThrough = max(sentThrough, records[end - 1].position)
    sentRecords = end
    calls += 1
    step = .goOn
    due = now
    return sent
  }

  private mutating func succeed(at now: Instant, _ changes: inout ChangeStream) {
    guard !isRepeat else {
      repeats.removeFirst()
      return
    }
    changes.acknowledge(shard: shard, at: now)
    if redeliveries.happens(faults.redeliveries) {
      repeats.append((records, now.advanced(byMicroseconds: faults.redeliveryMicroseconds)))
    }
  }

  private mutating func rest(at now: Instant) {
    step = .rest
    due = batchWaits ? now : max(now, repeats.first?.at ?? .distantFuture)
  }
}

import DequeModule
public import VirtualTime

/// A FIFO queue (SQS): messages in groups, each group in order, at most one batch of a group under
/// way.
///
/// - 300 calls a second of each kind, with up to 10 messages each
///   (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html>).
/// - A repeated deduplication id is accepted and not delivered for five minutes from the first
///   time, even if that is deleted already, and no longer
///   (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html>).
/// - Received messages are hidden for the visibility timeout, and then come again unless they were
///   deleted; until one of the two, nothing more of their group is delivered: a message that always
///   fails blocks its group, and only its group
///   (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html>).
///
/// That messages are kept for days and not for ever, and that 120,000 at most are under way, is
/// left out.
public struct FIFOQueue: Sendable {
  /// The longest time for which received messages can be hidden, in microseconds: 12 hours.
  public static let longestVisibilityTimeout: Int64 = 43_200_000_000

  /// The calls to send.
  public private(set) var sending: CallLimit
  /// The calls to receive.
  public private(set) var receiving: CallLimit
  /// The calls to delete.
  public private(set) var deleting: CallLimit
  /// Messages sent, those that were dropped as repeated too.
  public private(set) var sentMessages: Int64 = 0
  /// Messages that were dropped as repeated.
  public private(set) var droppedMessages: Int64 = 0

  private var groups: [MessageGroup]
  /// The deduplication ids of the last five minutes, and when each was accepted.
  private var known: Set<Int64> = []
  private var accepted = Deque<(id: Int64, at: Instant)>()
  private let parameters: QueueParameters
  private var delivery: SeededRandom

  /// Messages that were received together.
  public struct Receipt: Hashable, Sendable {
    /// Their group.
    public let group: Int
    /// A number of its own among the group's receipts.
    let number: Int64
  }

  /// Creates an empty queue.
  /// - Parameters:
  ///   - parameters: What can be turned.
  ///   - seed: The run's seed.
  ///   - architecture: Whose queue it is.
  ///   - start: The instant from which it is called.
  public init(
    _ parameters: QueueParameters, seed: UInt64, _ architecture: ArchitectureName, start: Instant
  ) {
    precondition(parameters.groups >= 1, "\(parameters.groups) message groups")
    self.parameters = parameters
    let limit = CallLimit(callsPerSecond: parameters.callsPerSecond, start: start)
    (sending, receiving, deleting) = (limit, limit, limit)
    groups = (0..<parameters.groups).map { MessageGroup(number: $0) }
    delivery = SeededRandom(seed: seed, architecture, part: "queue delivery")
  }

  /// The group of an aggregate's messages; other bits of the hash decide about stream shards.
  public func group(ofAggregate hash: UInt64) -> Int {
    Int(hash >> 48) % groups.count
  }

  /// Calls of all three kinds so far.
  public var calls: Int64 { sending.calls + receiving.calls + deleting.calls }

  // MARK: Sending

  /// Waits until a call to send can be made.
  /// - Returns: When that is.
  public mutating func callToSend(at now: Instant) -> Instant { sending.call(at: now) }

  /// Sends messages in one call; an event's position is its deduplication id.
  /// - Parameters:
  ///   - writes: What they hold, 1 to 10.
  ///   - source: Where they come from.
  ///   - now: The instant of the call.
  public mutating func send(
    _ writes: some Collection<StreamWrite>, from source: Int, at now: Instant
  ) {
    precondition((1...10).contains(writes.count), "\(writes.count) messages in a call")
    forget(at: now)
    let delivered = now.advanced(byMicroseconds: parameters.delivery.draw(&delivery))
    for write in writes {
      sentMessages += 1
      guard known.insert(write.position).inserted else {
        droppedMessages += 1
        continue
      }
      accepted.append((write.position, now))
      groups[group(ofAggregate: write.aggregateHash)].add(
        Message(write: write, source: source, deliveredAt: delivered))
    }
  }

  /// Forgets the deduplication ids that are known for long enough.
  private mutating func forget(at now: Instant) {
    while let first = accepted.first, now - first.at >= parameters.deduplicationMicroseconds {
      known.remove(first.id)
      accepted.removeFirst()
    }
  }

  // MARK: Receiving

  /// When there will be something to receive of a group: its first message, or what is hidden; nil
  /// if it has no message.
  public func nextDelivery(ofGroup group: Int) -> Instant? { groups[group].nextDelivery }

  /// Waits until a call to receive can be made.
  /// - Returns: When that is.
  public mutating func callToReceive(at now: Instant) -> Instant { receiving.call(at: now) }

  /// Receives the first messages of a group and hides them.
  /// - Parameters:
  ///   - group: The group.
  ///   - now: The instant of the call.
  ///   - timeout: For how long they are hidden, in microseconds.
  ///   - batch: Is filled with the messages.
  /// - Returns: What they are deleted by; nil if there is nothing to receive.
  public mutating func receive(
    fromGroup group: Int, at now: Instant, visibilityTimeout timeout: Int64,
    into batch: inout [Message]
  ) -> Receipt? {
    batch.removeAll(keepingCapacity: true)
    return groups[group].receive(
      atMost: parameters.receiveBatch, at: now, hiddenUntil: now.advanced(byMicroseconds: timeout),
      into: &batch)
  }

  /// Changes for how long received messages are hidden from now on, in microseconds.
  public mutating func changeVisibility(of receipt: Receipt, to timeout: Int64, at now: Instant) {
    groups[receipt.group].hide(receipt, until: now.advanced(byMicroseconds: timeout))
  }

  /// Waits until a call to delete can be made.
  /// - Returns: When that is.
  public mutating func callToDelete(at now: Instant) -> Instant { deleting.call(at: now) }

  /// Deletes received messages.
  /// - Returns: Whether they are; not if they are hidden no longer, and may be received again.
  @discardableResult
  public mutating func delete(_ receipt: Receipt, at now: Instant) -> Bool {
    groups[receipt.group].delete(receipt, at: now)
  }

  // MARK: Accounts

  /// The messages of a group, in order.
  func messages(ofGroup group: Int) -> Deque<Message> { groups[group].messages }

  /// What is wrong, in words.
  package var violations: [String] {
    var violations = groups.flatMap(\.violations)
    for (kind, limit) in [("send", sending), ("receive", receiving), ("delete", deleting)] {
      if let violation = limit.violation { violations.append("calls to \(kind): \(violation)") }
    }
    var added: Int64 = 0
    for group in groups { added += group.addedMessages }
    if sentMessages != droppedMessages + added {
      violations.append("\(sentMessages) messages sent, \(droppedMessages) dropped, \(added) added")
    }
    if known.count != accepted.count {
      violations.append("\(known.count) deduplication ids known of \(accepted.count)")
    }
    return violations
  }
}

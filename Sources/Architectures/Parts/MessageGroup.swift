import DequeModule
import VirtualTime

/// One group of a FIFO queue: its messages in order, the batch that is under way first.
struct MessageGroup: Sendable {
  /// Its number, from 0.
  let number: Int
  /// What waits and what is under way.
  private(set) var messages = Deque<Message>()
  /// Messages added so far.
  private(set) var addedMessages: Int64 = 0

  private var deletedMessages: Int64 = 0
  private var receipts: Int64 = 0
  /// How many of the first messages are under way, and until when they are hidden.
  private var hidden: (count: Int, until: Instant)?
  private var lastDelivery: Instant?

  init(number: Int) {
    self.number = number
  }

  /// Adds a message; it is not delivered before those added before it.
  mutating func add(_ message: Message) {
    var message = message
    if let lastDelivery { message.deliveredAt = max(message.deliveredAt, lastDelivery) }
    lastDelivery = message.deliveredAt
    messages.append(message)
    addedMessages += 1
  }

  var nextDelivery: Instant? { hidden?.until ?? messages.first?.deliveredAt }

  mutating func receive(
    atMost most: Int, at now: Instant, hiddenUntil end: Instant, into batch: inout [Message]
  ) -> FIFOQueue.Receipt? {
    precondition((1...10).contains(most), "\(most) messages in a call")
    guard let next = nextDelivery, next <= now else { return nil }
    for message in messages.prefix(most) where message.deliveredAt <= now { batch.append(message) }
    receipts += 1
    hidden = (batch.count, end)
    return FIFOQueue.Receipt(group: number, number: receipts)
  }

  mutating func hide(_ receipt: FIFOQueue.Receipt, until end: Instant) {
    guard let hidden, receipt.number == receipts else { return }
    self.hidden = (hidden.count, end)
  }

  mutating func delete(_ receipt: FIFOQueue.Receipt, at now: Instant) -> Bool {
    guard let hidden, receipt.number == receipts, now < hidden.until else { return false }
    messages.removeFirst(hidden.count)
    deletedMessages += Int64(hidden.count)
    self.hidden = nil
    return true
  }

  /// What is wrong, in words.
  var violations: [String] {
    var violations: [String] = []
    if addedMessages != deletedMessages + Int64(messages.count) {
      violations.append(
        "message group \(number) took \(addedMessages) messages, \(deletedMessages) are deleted and "
          + "\(messages.count) are there")
    }
    if let hidden, hidden.count > messages.count || hidden.count == 0 {
      violations.append("message group \(number) hides \(hidden.count) of \(messages.count)")
    }
    if zip(messages, messages.dropFirst()).contains(where: { $0.deliveredAt > $1.deliveredAt }) {
      violations.append("message group \(number) is not in the order of delivery")
    }
    return violations
  }
}

import Architectures
import Testing
import VirtualTime

/// What AWS documents of FIFO queues.
@Suite struct FIFOQueueTests {
  private let minute: Int64 = 60_000
  /// The default visibility timeout of AWS, in microseconds.
  private let timeout: Int64 = 30_000_000

  private func queue(groups: Int = 2, seed: UInt64 = 1) -> FIFOQueue {
    var parameters = QueueParameters()
    parameters.groups = groups
    return FIFOQueue(parameters, seed: seed, .dualTableSQSFIFO, start: .simulationStart)
  }

  /// Receives what there is, and says the positions.
  private func receive(
    _ queue: inout FIFOQueue, _ group: Int = 0, at milliseconds: Int64
  ) -> (positions: [Int64], receipt: FIFOQueue.Receipt?) {
    var batch: [Message] = []
    let receipt = queue.receive(
      fromGroup: group, at: .milliseconds(milliseconds), visibilityTimeout: timeout, into: &batch)
    return (batch.map(\.write.position), receipt)
  }

  /// Measured: 21.9 ms at 10%, 28.1 at 50%, 61.2 at 90%, 645 at 99%
  /// (<https://bitesizedserverless.com/bite/serverless-messaging-latency-compared/>).
  @Test func `messages of a call are delivered together, as late as was measured`() {
    var queue = queue(groups: 1)
    var delays: [Int64] = []
    for call in Int64(0)..<2000 {
      let sent = Instant.milliseconds(call * 2000)
      let writes = (1...3).map { StreamWrite.made(call * 3 + $0) }
      queue.send(writes, from: 0, at: sent)
      delays.append((queue.nextDelivery(ofGroup: 0) ?? sent) - sent)
      let (positions, receipt) = receive(&queue, at: call * 2000 + 1000)
      #expect(positions == writes.map(\.position))
      if let receipt { queue.delete(receipt, at: .milliseconds(call * 2000 + 1001)) }
    }
    delays.sort()
    #expect((21_000...23_000).contains(delays[200]))
    #expect((27_500...29_000).contains(delays[1000]))
    #expect((55_000...70_000).contains(delays[1800]))
    #expect(queue.nextDelivery(ofGroup: 0) == nil && queue.violations == [])
  }

  @Test func `a group is delivered in the order of sending, at most ten messages a call`() {
    var queue = queue(groups: 1)
    for position in Int64(1)...50 {
      queue.send([.made(position)], from: 0, at: .milliseconds(position))
    }
    var received: [Int64] = []
    var now: Int64 = 0
    while let next = queue.nextDelivery(ofGroup: 0) {
      now = max(now, (next - .simulationStart + 999) / 1000)
      let (positions, receipt) = receive(&queue, at: now)
      #expect((1...10).contains(positions.count))
      received += positions
      if let receipt { queue.delete(receipt, at: .milliseconds(now)) }
      #expect(queue.violations == [])
    }
    #expect(received == Array(1...50))
  }

  @Test func `one batch of a group is under way, and others go on`() throws {
    var queue = queue()
    for position in Int64(1)...30 {
      queue.send([.made(position, group: Int(position % 2))], from: 0, at: .milliseconds(0))
    }
    let (first, receipt) = receive(&queue, 0, at: 2000)
    #expect(first == Array(stride(from: 2, through: 20, by: 2)))
    let (second, none) = receive(&queue, 0, at: 2001)
    #expect(second == [] && none == nil)
    let (other, _) = receive(&queue, 1, at: 2001)
    #expect(other == Array(stride(from: 1, through: 19, by: 2)))
    let isDeleted = queue.delete(try #require(receipt), at: .milliseconds(2002))
    #expect(isDeleted)
    let (rest, _) = receive(&queue, 0, at: 2003)
    #expect(rest == [22, 24, 26, 28, 30])
  }

  @Test func `what is not deleted in time comes again, and can't be deleted any more`() throws {
    var queue = queue()
    queue.send([.made(1), .made(2)], from: 0, at: .milliseconds(0))
    let (_, first) = receive(&queue, at: 2000)
    let late = try #require(first)
    let (early, _) = receive(&queue, at: 31_999)
    #expect(early == [])
    var isDeleted = queue.delete(late, at: .milliseconds(32_000))
    #expect(!isDeleted)
    let (again, receipt) = receive(&queue, at: 32_000)
    #expect(again == [1, 2])
    isDeleted = queue.delete(late, at: .milliseconds(32_001))
    #expect(!isDeleted)
    queue.changeVisibility(of: try #require(receipt), to: 1_000_000, at: .milliseconds(33_000))
    #expect(queue.nextDelivery(ofGroup: 0) == .milliseconds(34_000))
    let (third, last) = receive(&queue, at: 34_000)
    #expect(third == [1, 2])
    isDeleted = queue.delete(try #require(last), at: .milliseconds(34_001))
    #expect(isDeleted)
    #expect(queue.nextDelivery(ofGroup: 0) == nil && queue.violations == [])
  }

  @Test func `a message that always fails blocks its group, and only its group`() {
    var queue = queue()
    var received: [[Int64]] = [[], []]
    for position in Int64(1)...200 {
      queue.send(
        [.made(position, group: Int(position % 2))], from: 0, at: .milliseconds(position * 1000))
      for group in 0..<2 {
        let (positions, receipt) = receive(&queue, group, at: position * 1000 + 999)
        received[group] += positions
        // Position 2 is poison: whoever takes it crashes.
        guard let receipt, !positions.contains(2) else { continue }
        queue.delete(receipt, at: .milliseconds(position * 1000 + 999))
      }
      #expect(queue.violations == [])
    }
    #expect(received[1] == Array(stride(from: 1, through: 199, by: 2)))
    // Each timeout brings the same first messages, ten at most.
    #expect(received[0].count { $0 == 2 } == 7)
    #expect(received[0].allSatisfy { $0 <= 20 })
  }

  @Test func `a repeated id is dropped for five minutes from the first, deleted or not`() throws {
    var queue = queue()
    queue.send([.made(1)], from: 0, at: .milliseconds(0))
    queue.send([.made(1), .made(2)], from: 0, at: .milliseconds(10))
    let (positions, receipt) = receive(&queue, at: 3000)
    #expect(positions == [1, 2])
    queue.delete(try #require(receipt), at: .milliseconds(3001))
    queue.send([.made(1)], from: 0, at: .milliseconds(5 * minute - 1))
    #expect(queue.nextDelivery(ofGroup: 0) == nil)
    #expect(queue.droppedMessages == 2)
    queue.send([.made(1)], from: 0, at: .milliseconds(5 * minute))
    let (again, _) = receive(&queue, at: 5 * minute + 2000)
    #expect(again == [1])
    #expect(queue.sentMessages == 5 && queue.droppedMessages == 2)
    #expect(queue.violations == [])
  }

  @Test func `each kind of call has a limit of its own`() {
    var queue = queue()
    let start = Instant.simulationStart
    for _ in 0..<301 { _ = queue.callToSend(at: start) }
    for _ in 0..<31 { _ = queue.callToReceive(at: start) }
    let send = queue.callToSend(at: start)
    let receive = queue.callToReceive(at: start)
    let delete = queue.callToDelete(at: start)
    #expect([send - start, receive - start, delete - start] == [1_003_333, 103_333, 0])
    #expect(queue.calls == 335)
  }
}

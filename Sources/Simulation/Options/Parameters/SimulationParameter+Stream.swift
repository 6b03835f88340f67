import Architectures
import VirtualTime

extension SimulationParameter {
  /// The table's change stream and who polls it.
  static let ofStream: [SimulationParameter] = [
    .count(
      "stream.shards", \.cloud.stream.shards, 1...1_000, "shards",
      "Shards of the change stream; an aggregate's changes are all in one.",
      ParameterSource.streams),
    .milliseconds(
      "stream.poll", \.cloud.stream.pollMicroseconds, 1...3_600_000,
      "From one poll of a shard to the next.", ParameterSource.streamMapping),
    .milliseconds(
      "stream.visible", \.cloud.stream.visibleMicroseconds, 0...3_600_000,
      "How old a change is before a poll can see it.",
      "fitted to " + ParameterSource.messagingMeasurements),
    .share(
      "stream.empty-polls", \.cloud.stream.emptyPolls, most: 990_000,
      "The share of polls that come back empty though there are changes.",
      "fitted to " + ParameterSource.messagingMeasurements),
    .count(
      "stream.batch", \.cloud.stream.batch, 1...10_000, "records",
      "The most records in a batch.", ParameterSource.streamMapping),
    .seconds(
      "stream.kept", \.cloud.stream.keptMicroseconds, 1...2_592_000,
      "How long a change is kept: 24 hours.", ParameterSource.streams),
  ]

  /// Lambda functions.
  static let ofFunction: [SimulationParameter] = [
    .milliseconds(
      "function.overhead", \.cloud.function.overheadMicroseconds, 0...900_000,
      "What an invocation takes beside its transactions.", ParameterSource.assumed),
    .count(
      "function.transaction-events", \.cloud.function.transactionEvents, 1...98, "events",
      "The most events numbered in one transaction; counter and mark go with them, and 100 items "
        + "are the most.", ParameterSource.transactions),
    .curve(
      "function.cold-start", \.cloud.function.coldStart, "The start where none is warm.",
      "fitted to " + ParameterSource.runtime),
    .seconds(
      "function.idle", \.cloud.function.idleMicroseconds, 0...2_592_000,
      "After how long without work none is warm any more.", ParameterSource.assumed),
    .scaled(
      "function.memory", \.cloud.function.memoryMegabytes, 128...10_240, "MB",
      "Its memory, which its time is paid by.", ParameterSource.functionLimits),
  ]

  /// The FIFO queue.
  static let ofQueue: [SimulationParameter] = [
    .scaled(
      "queue.calls", \.cloud.queue.callsPerSecond, 1...1_000_000, "calls/s",
      "Calls of one API action.", ParameterSource.queueQuotas),
    .count(
      "queue.send-batch", \.cloud.queue.sendBatch, option: "queue-batch", 1...10, "messages",
      "Messages that a forwarder sends in one call.", ParameterSource.queueQuotas),
    .count(
      "queue.groups", \.cloud.queue.groups, option: "queue-groups", 1...1_000, "groups",
      "Message groups, each with a consumer and a sequence of its own.",
      ParameterSource.queueLogic),
    .count(
      "queue.receive-batch", \.cloud.queue.receiveBatch, 1...10, "messages",
      "Messages that a consumer takes in one call.", ParameterSource.queueMapping),
    .curve(
      "queue.delivery", \.cloud.queue.delivery, "From the sending of a message to its delivery.",
      "measured: " + ParameterSource.messagingMeasurements),
    .milliseconds(
      "queue.receive", \.cloud.queue.receiveMicroseconds, 0...60_000,
      "What a call to receive takes.", ParameterSource.assumed),
    .milliseconds(
      "queue.delete", \.cloud.queue.deleteMicroseconds, 0...60_000,
      "What a call to delete takes.", ParameterSource.assumed),
    .seconds(
      "queue.deduplication", \.cloud.queue.deduplicationMicroseconds, 0...2_592_000,
      "How long a repeated deduplication id is dropped.", ParameterSource.deduplication),
    .seconds(
      "queue.retry", \.cloud.queue.retryMicroseconds, 1...43_200,
      "After how long the batch of a crashed invocation comes again; AWS's default visibility "
        + "timeout is 30 s.", ParameterSource.chosen),
    .flag(
      "queue.dual-write", \.cloud.queue.isDualWrite, option: "dual-write",
      "Whether the command itself writes the table and then sends.",
      ParameterSource.offByDefault),
  ]
}

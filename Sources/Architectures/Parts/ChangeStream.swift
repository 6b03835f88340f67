public import VirtualTime

/// A table's change stream (DynamoDB Streams), and those who poll it for a function.
///
/// Each change is in it once: in the shard of its aggregate, in the order of commits, for 24 hours
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html>). There is no
/// order over several shards. Each shard is polled four times a second, and what a poll finds is a
/// batch for one invocation. The next poll waits until that has succeeded; a batch whose invocation
/// failed is read again, and nothing of its shard overtakes it: at least once, and in order
/// (<https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html>).
///
/// Polls that would find nothing change nothing and are left out: where nothing is on its way,
/// nothing is due.
public struct ChangeStream: Sendable {
  private var shards: [ChangeStreamShard]

  /// Creates a stream without records.
  /// - Parameters:
  ///   - parameters: What can be turned.
  ///   - seed: The run's seed.
  ///   - architecture: Whose stream it is.
  ///   - start: The instant from which it is polled.
  public init(
    _ parameters: ChangeStreamParameters, seed: UInt64, _ architecture: ArchitectureName,
    start: Instant
  ) {
    precondition(parameters.shards >= 1, "\(parameters.shards) shards of a change stream")
    shards = (0..<parameters.shards).map { number in
      ChangeStreamShard(
        number: number, parameters, start: start,
        SeededRandom(seed: seed, architecture, part: "stream shard \(number) polls"))
    }
  }

  /// How many shards it has.
  public var shardCount: Int { shards.count }

  /// The shard of an aggregate's changes; other bits of the hash decide about table partitions.
  public func shard(ofAggregate hash: UInt64) -> Int {
    Int(hash >> 32 & 0xFFFF) % shards.count
  }

  /// Takes a change in.
  public mutating func add(_ write: StreamWrite, at now: Instant) {
    shards[shard(ofAggregate: write.aggregateHash)].add(write, at: now)
  }

  // MARK: Polling

  /// When a poll is next that can find something; nil if there is none.
  public var nextPoll: Instant? {
    var next = Instant.distantFuture
    for shard in shards { next = min(next, shard.nextPoll) }
    return next == .distantFuture ? nil : next
  }

  /// Polls the first shard whose turn has come.
  /// - Returns: The shard, if there is a batch of it now; nil if the poll came back empty.
  public mutating func poll(at now: Instant) -> Int? {
    for number in shards.indices where shards[number].nextPoll <= now {
      return shards[number].poll(at: now) ? number : nil
    }
    return nil
  }

  /// Reads the batch of a shard, for the first time or again.
  ///
  /// What has got too old meanwhile is gone.
  /// - Parameters:
  ///   - shard: The shard.
  ///   - now: The instant.
  ///   - position: The last position of which the reader has made something before: what is gone up
  ///     to there is not lost.
  ///   - batch: Is filled with the batch.
  public mutating func readBatch(
    ofShard shard: Int, at now: Instant, takenThrough position: Int64,
    into batch: inout [StreamWrite]
  ) {
    shards[shard].readBatch(at: now, takenThrough: position, into: &batch)
  }

  /// Ends the batch of a shard: its invocation has succeeded, and the next poll may follow; after a
  /// full batch it does at once.
  public mutating func acknowledge(shard: Int, at now: Instant) {
    shards[shard].acknowledge(at: now)
  }

  // MARK: Accounts

  /// Records that got too old before they were read.
  public var lostRecords: Int64 {
    var count: Int64 = 0
    for shard in shards { count += shard.lostRecords }
    return count
  }

  /// Records of a shard behind a position.
  func records(ofShard shard: Int, after position: Int64) -> Int64 {
    Int64(shards[shard].records.count { $0.write.position > position })
  }

  /// What is wrong, in words.
  package var violations: [String] { shards.flatMap(\.violations) }
}

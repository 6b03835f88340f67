import Architectures
import EventSourcing
import VirtualTime

/// Options drawn at random: small runs that go where rules might break.
///
/// The same seed gives the same options, and is theirs too.
public enum RandomOptions {
  /// Draws options.
  /// - Throws: `InvalidParameter` if a value that is drawn from is none; a mistake in this file.
  public static func draw(seed: UInt64) throws(InvalidParameter) -> SimulationOptions {
    var random = SeededRandom(seed: seed, architecture: "any", part: "random options")
    var experiment = Experiment()
    experiment.options.seed = seed
    for variation in load {
      try experiment.assign(variation[random.index(below: variation.count)])
    }
    for variation in others where random.index(below: 4) == 0 {
      for assignment in variation[random.index(below: variation.count)].split(separator: ";") {
        try experiment.assign(assignment)
      }
    }
    if random.index(below: 4) == 0 {
      experiment.options.readers = [
        ReaderStrategy.allCases[random.index(below: ReaderStrategy.allCases.count)]
      ]
    }
    return experiment.options
  }

  /// Assignments of which one is drawn each time.
  static let load: [[String]] = [
    ["writers=1", "writers=2", "writers=3", "writers=5", "writers=8", "writers=13", "writers=32"],
    [
      "rate=0.5", "rate=10", "rate=60", "rate=150", "rate=400", "rate=700", "rate=1300",
      "rate=2600",
    ],
    ["duration=0.05", "duration=0.3", "duration=1", "duration=1.7", "duration=3", "duration=9"],
    ["aggregates=1", "aggregates=2", "aggregates=7", "aggregates=40", "aggregates=1000"],
    ["clock-skew=0", "clock-skew=1", "clock-skew=50", "clock-skew=700", "clock-skew=5000"],
    ["shards=1", "shards=2", "shards=3", "shards=8"],
  ]

  /// Assignments of which one in four is made; those that belong together are parted by semicolons.
  static let others: [[String]] = [
    ["event.bytes=1", "event.bytes=1025", "event.bytes=5000", "event.bytes=409600"],
    ["table.partitions=1", "table.partitions=2", "table.partitions=9"],
    ["table.units=5", "table.units=40", "table.units=150"],
    ["table.kept=10", "table.kept=300;index.saved=300"],
    ["put.latency=0 0 100 0", "put.latency=0 1 50 1 100 400", "read.latency=0 0 100 0"],
    ["index.units=3", "index.units=50", "index.units=200"],
    ["index.saved=1", "index.saved=20"],
    ["index.backlog-limit=1", "index.backlog-limit=7", "index.backlog-limit=100"],
    ["index.lag=0 0 100 0", "index.lag=0 100 50 500 90 5000 99 30000 100 60000"],
    ["index.placement=at-random"],
    [
      "index.stall-every=0.3;index.stall-length=0.2", "index.stall-every=1;index.stall-length=0.9",
      "index.stall-every=0.01;index.stall-length=0.001",
    ],
    ["transaction.latency=0 0 100 0", "transaction.latency=0 1 100 100", "transaction.item=50"],
    ["transaction.held-from=0;transaction.held-to=0", "transaction.held-to=100"],
    ["transaction.stream-keys=1", "transaction.stream-keys=7"],
    ["stream.shards=1", "stream.shards=2", "stream.shards=11"],
    ["stream.poll=1", "stream.poll=40", "stream.poll=2000"],
    ["stream.visible=0", "stream.visible=3000"],
    ["stream.empty-polls=0", "stream.empty-polls=0.5"],
    ["stream.batch=1", "stream.batch=7", "stream.batch=1000"],
    ["function.overhead=0", "function.overhead=300"],
    ["function.transaction-events=1", "function.transaction-events=3"],
    ["function.idle=0", "function.idle=0.2"],
    ["queue.calls=5", "queue.calls=30"],
    ["queue.send-batch=1", "queue.send-batch=3"],
    ["queue.groups=2", "queue.groups=5"],
    ["queue.receive-batch=1", "queue.receive-batch=4"],
    ["queue.delivery=0 0 100 0", "queue.deduplication=0", "queue.deduplication=0.5"],
    ["queue.retry=30", "queue.receive=0;queue.delete=0"],
    ["queue.dual-write=true;fault.dual-write-deaths=0.05", "queue.dual-write=true"],
    ["sql.commit=0 0 100 0", "sql.commit=0 1 100 2000", "sql.read=0 0 100 0"],
    [
      "sql.minimum-units=0;sql.pause-after=1;sql.reader-connected=false",
      "sql.minimum-units=0;sql.pause-after=1", "sql.minimum-units=0",
      "sql.minimum-units=4",
    ],
    ["sql.step=0.1", "sql.step=3;sql.growth=0", "sql.shrink-after=1;sql.shrink-below=80"],
    ["sql.appends-per-unit=3", "sql.appends-per-unit=1000"],
    ["sql.transaction-id=0", "sql.transaction-id=20"],
    ["sql.aborts=0", "sql.aborts=0.3", "sql.aborts=1"],
    ["sql.lock=true"],
    ["ledger.commit=0 0 100 0", "ledger.block=0", "ledger.block=40"],
    ["ledger.head-document=true"],
    ["reader.poll=1", "reader.poll=30", "reader.poll=4000"],
    ["reader.answer=0", "reader.page=1024"],
    ["reader.window=0", "reader.window=1", "reader.window-positions=0"],
    ["reader.bound=0;reader.bound-deviations=0", "reader.bound=3000"],
    ["back-off.attempts=1", "back-off.attempts=3"],
    ["back-off.first=1;back-off.longest=1", "back-off.longest=10000"],
    ["fault.crashes=0.05", "fault.crashes=0.5"],
    ["fault.redeliveries=0.1", "fault.redeliveries=1"],
    ["fault.redelivery-after=1", "fault.redelivery-after=400000"],
    ["fault.lost-answers=0.05", "fault.lost-answers=0.6", "fault.lost-answers=1"],
    ["fault.lost-answer-after=1", "fault.lost-answer-after=50"],
    ["fault.clock-step=300", "fault.clock-step=20000"],
    ["fault.clock-drift=100", "fault.clock-drift=100000"],
  ]
}

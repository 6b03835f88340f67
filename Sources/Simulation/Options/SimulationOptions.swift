public import Architectures
public import EventSourcing

/// What a run in virtual time is made with: load, time, readers, and the cloud's parameters.
///
/// The same options and seed give the same run on every machine.
public struct SimulationOptions: Hashable, Sendable {
  /// Writers, each with one append in flight, from 1.
  public var writers = 8
  /// Appends that fall due in a thousand seconds, all writers together.
  public var eventsPerThousandSeconds: Int64 = 500_000
  /// For how long appends fall due, in microseconds.
  public var durationMicroseconds: Int64 = 60_000_000
  /// Aggregates that appends are spread over evenly, from 1.
  public var aggregates = 1000
  /// Standard deviation of the writers' clock offsets, in microseconds.
  public var clockSkewMicroseconds: Int64 = 50_000
  /// Index shards of dynamodb-ksuid, from 1.
  public var shards = 1
  /// The seed of everything random.
  public var seed: UInt64 = 1
  /// The strategies to read with; those that an architecture has no use for are left out.
  public var readers = ReaderStrategy.allCases
  /// The size of an event's item in bytes.
  public var eventBytes = 400
  /// The simulated cloud.
  public var cloud = CloudParameters()

  /// Creates the defaults.
  public init() {}

  /// The mean gap between a writer's appends, in nanoseconds.
  var meanGapNanoseconds: Int64 {
    Int64(Int128(1_000_000_000_000) * Int128(writers) / Int128(eventsPerThousandSeconds))
  }
}

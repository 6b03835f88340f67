public import EventSourcing
public import VirtualTime

/// A way of building an event store from the parts of a cloud, as a machine in time.
///
/// It is a value that knows neither clock, thread nor file. A driver says what time it is, keeps the events,
/// and hands in what happens to them; the architecture says whether an append is taken in, when it commits,
/// and when the global stream shows it. In virtual time and live it is the same code:
///
///     schedule → admit → (the driver commits) → committed → advance → entries, as they become visible
///
/// The driver calls the functions in the order of time, and ends every attempt that was admitted with
/// ``release(_:at:)``.
public protocol Architecture: Sendable {
  /// Which one it is.
  static var name: ArchitectureName { get }

  /// What its global stream promises.
  var guarantees: Guarantees { get }

  /// How its global stream is sorted and read.
  var stream: StreamForm { get }

  // MARK: Deciding

  /// How long a writer's read of an aggregate takes; it samples at mid-flight.
  var aggregateRead: LatencyCurve { get }

  /// How long the read of the head takes that comes after it; nil where there is no head to read.
  var headRead: LatencyCurve? { get }

  /// What all appends depend on, as it stands: a counter, or the journal's end; 0 where there is none.
  var head: Int64 { get }

  // MARK: Appending

  /// Decides where an event goes, once: it is stored with it, and kept through all attempts.
  mutating func place(_ write: inout TableWrite)

  /// Says when an attempt at an append is tested, commits and is answered.
  mutating func schedule(_ attempt: AppendAttempt, at now: Instant) -> AttemptSchedule

  /// Tests an attempt, and takes what it needs.
  /// - Parameters:
  ///   - attempt: The attempt.
  ///   - conditionHolds: Whether the aggregates stand where the writer expects them, as far as is known.
  ///   - now: The instant of the test.
  /// - Returns: Whether it is taken in; a refused one leaves nothing behind but its cost.
  mutating func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, at now: Instant
  ) -> Admission

  /// Takes note that an event is committed; each is told by itself, in the order of positions.
  /// - Parameters:
  ///   - write: The event.
  ///   - attempt: The attempt that it was part of; nil for what was committed without one: before a
  ///     store was opened, or by somebody else.
  ///   - now: The instant of the commit.
  mutating func committed(_ write: StreamWrite, of attempt: Int?, at now: Instant)

  /// Ends an admitted attempt: after its last event was committed, or because it did not commit.
  mutating func release(_ attempt: Int, at now: Instant)

  // MARK: Replicating

  /// When something is to be done next; nil if nothing is on its way.
  var nextInstant: Instant? { get }

  /// Does everything that is due up to an instant.
  /// - Parameters:
  ///   - now: The instant; time never goes back.
  ///   - sink: Where entries that became visible are added, in the order of visibility.
  mutating func advance(to now: Instant, into sink: inout [StreamEntry])

  /// Events that are committed and that the stream will still show.
  var pendingEntries: Int64 { get }

  /// Committed events that the stream will never show: what a dual write lost.
  var lostEntries: Int64 { get }

  /// The number below which no transaction is running: what stands below it is final.
  func transactionHorizon(at now: Instant) -> Int64

  // MARK: Parts

  /// Gives the parts of the stream that can be added to another number, for new events only; nothing
  /// where they can't.
  mutating func setPartitionCount(_ count: Int)

  /// Sets the share of a function's invocations that crash, from the next on; nothing where there is none.
  /// - Parameter share: The share; less than all of them.
  mutating func setCrashes(_ share: Ratio)

  /// How the parts that can fall behind stand, by number: index shards, groups, a counter.
  func loads(at now: Instant) -> [PartLoad]

  // MARK: Accounts

  /// What it has used of the cloud.
  var usage: CloudUsage { get }

  /// What is wrong, in words; empty as long as every rule of its parts was kept.
  var violations: [String] { get }
}

extension Architecture {
  /// Its name, where the type is not known.
  public var name: ArchitectureName { Self.name }

  /// No head.
  public var headRead: LatencyCurve? { nil }
  /// No head.
  public var head: Int64 { 0 }
  /// Their number is fixed.
  public mutating func setPartitionCount(_ count: Int) {}
  /// There is no function.
  public mutating func setCrashes(_ share: Ratio) {}
  /// There is nothing to decide.
  public mutating func place(_ write: inout TableWrite) {}
  /// Nothing was held.
  public mutating func release(_ attempt: Int, at now: Instant) {}
  /// Nothing is lost.
  public var lostEntries: Int64 { 0 }
  /// No running transactions that a reader could know of.
  public func transactionHorizon(at now: Instant) -> Int64 { .max }
}

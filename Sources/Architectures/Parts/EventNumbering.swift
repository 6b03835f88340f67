import EventSourcing
public import VirtualTime

/// One dense sequence of numbers in table two, and the function that draws from it.
///
/// A transaction writes events under the next numbers, the counter, and a mark: the last event
/// numbered from each source. Numbers and mark move together or not at all, so whatever comes a
/// second time stands at or below the mark and is passed over, whenever that is. It needs what
/// comes from one source to be in the order of commits.
public struct EventNumbering: Sendable {
  /// The most events of a transaction: it has 100 items at most
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html>).
  public static let mostEvents = 100 - itemsBesideEvents

  /// The counter and the mark.
  private static let itemsBesideEvents = 2

  /// The part of the stream that is numbered so.
  public let partition: Int32
  /// The last number drawn.
  public private(set) var lastNumber: Int64
  /// Events numbered so far.
  public private(set) var numberedEvents: Int64 = 0
  /// Write units of its transactions.
  public private(set) var writeUnits: Int64 = 0

  private let parameters: TransactionParameters
  private let firstNumber: Int64
  private var marks: [Int64]
  private var latency: SeededRandom
  private let counterKey: UInt64
  private let markKey: UInt64
  /// The items of a transaction; used again for the next.
  private var charges: [WriteCapacity.Charge] = []

  /// Creates a sequence.
  /// - Parameters:
  ///   - partition: The part of the stream that is numbered so.
  ///   - sources: How many sources events come from.
  ///   - lastNumber: The last number that was drawn before.
  ///   - parameters: What can be turned of transactions.
  ///   - seed: The run's seed.
  ///   - architecture: Whose sequence it is.
  public init(
    partition: Int = 0, sources: Int, lastNumber: Int64 = 0, _ parameters: TransactionParameters,
    seed: UInt64, _ architecture: ArchitectureName
  ) {
    self.partition = Int32(partition)
    self.lastNumber = lastNumber
    self.parameters = parameters
    firstNumber = lastNumber + 1
    counterKey = StableHash.of("COUNTER \(partition)")
    markKey = StableHash.of("MARK \(partition)")
    marks = [Int64](repeating: 0, count: sources)
    latency = SeededRandom(
      seed: seed, architecture, part: "numbering \(partition) transaction latency")
  }

  /// The position of the last event numbered from a source; 0 before the first.
  public func mark(ofSource source: Int) -> Int64 { marks[source] }

  /// What comes of beginning a transaction.
  public enum Beginning: Hashable, Sendable {
    /// It has begun: when its items are released and readers see them, and when it is answered.
    case begun(AttemptSchedule)
    /// The table has no capacity for it before an instant after now.
    case waiting(until: Instant)
  }

  /// Begins a transaction, if the table has the capacity.
  ///
  /// A service that refuses what is too much, and a client that tries it again and again, come to the same as
  /// waiting; but this wastes no attempts.
  /// - Parameters:
  ///   - writes: What it numbers, 1 to ``mostEvents``.
  ///   - now: The instant.
  ///   - capacity: The table's.
  /// - Returns: Whether it has begun.
  public mutating func begin(
    _ writes: some Collection<StreamWrite>, at now: Instant, _ capacity: inout WriteCapacity
  ) -> Beginning {
    precondition(
      (1...Self.mostEvents).contains(writes.count), "\(writes.count) events in a transaction")
    charges.removeAll(keepingCapacity: true)
    charges.append(.init(keyHash: counterKey, units: 2))
    charges.append(.init(keyHash: markKey, units: 2))
    var number = lastNumber
    for write in writes {
      number += 1
      let key = WriteCapacity.keyHash(
        ofNumber: number, of: parameters.streamKeys, sequence: Int(partition))
      charges.append(.init(keyHash: key, units: 2 * write.units))
    }
    guard capacity.take(charges, at: now) == nil else {
      return .waiting(until: capacity.instant(of: charges, at: now))
    }
    return .begun(
      AttemptSchedule(
        transactionAt: now,
        latency: parameters.draw(items: charges.count, &latency),
        holds: parameters.heldFrom...parameters.heldTo))
  }

  /// Numbers an event of the transaction that is released now.
  /// - Returns: Its entry; nil if it was numbered before.
  public mutating func number(
    _ write: StreamWrite, from source: Int, at now: Instant
  ) -> StreamEntry? {
    guard write.position > marks[source] else { return nil }
    marks[source] = write.position
    lastNumber += 1
    numberedEvents += 1
    writeUnits += 2 * write.units
    return StreamEntry(
      write, key: StreamKey(number: lastNumber), partition: partition, visibleAt: now)
  }

  /// Ends the transaction that is released now: counter and mark are written too.
  public mutating func release() {
    writeUnits += 2 * Int64(Self.itemsBesideEvents)
  }

  /// What is wrong, in words.
  package var violations: [String] {
    guard lastNumber - firstNumber + 1 != numberedEvents else { return [] }
    return ["sequence \(partition) is at \(lastNumber) after \(numberedEvents) events"]
  }
}

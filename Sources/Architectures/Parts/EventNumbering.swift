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
    marks = [Int64](repeating: 0, count: sources)
    latency = SeededRandom(
      seed: seed, architecture, part: "numbering \(partition) transaction latency")
  }

  /// The position of the last event numbered from a source; 0 before the first.
  public func mark(ofSource source: Int) -> Int64 { marks[source] }

  /// Begins a transaction.
  /// - Returns: When its items are released and readers see them, and when it is answered.
  public mutating func begin(events: Int, at now: Instant) -> AttemptSchedule {
    precondition((1...Self.mostEvents).contains(events), "\(events) events in a transaction")
    return AttemptSchedule(
      transactionAt: now,
      latency: parameters.draw(items: events + Self.itemsBesideEvents, &latency),
      holds: parameters.heldFrom...parameters.heldTo)
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

import Architectures
import EventSourcing
import VirtualTime

/// What is counted while a run goes on.
struct RunRecorder: Sendable {
  var taken: Int64 = 0
  var appended: Int64 = 0
  var conflicts: Int64 = 0
  var throttled: Int64 = 0
  var failed: Int64 = 0
  var unfinished: Int64 = 0
  var aborted: Int64 = 0
  var lostAnswers: Int64 = 0
  var visibleBeforeEnd: Int64 = 0
  var throttledResources: [String: Int64] = [:]

  var appendLatency = Durations()
  var wait = Durations()
  var lag = Durations()

  private let form: StreamForm
  private let checksAggregates: Bool
  private let end: Instant
  /// Event ids by position; of a stream that is sorted by them alone.
  private var ids: [KSUID] = []
  /// Positions in the order of visibility.
  private var visible: [UInt32] = []
  /// Their numbers; of a stream that is sorted by numbers drawn before the commit.
  private var numbers: [Int64] = []
  /// The last number of each dense sequence, by partition.
  private var reached: [Int64] = []
  private var holes: [String] = []

  init(_ form: StreamForm, _ order: Guarantees.GlobalOrder, expected: Int, end: Instant) {
    self.form = form
    self.end = end
    checksAggregates = order != .none
    appendLatency.reserveCapacity(expected)
    wait.reserveCapacity(expected)
    lag.reserveCapacity(expected)
    visible.reserveCapacity(expected)
    if form == .eventIDs { ids.reserveCapacity(expected) }
    if form == .transactions { numbers.reserveCapacity(expected) }
  }

  /// Takes note of a commit.
  mutating func committed(_ eventID: KSUID) {
    appended += 1
    if form == .eventIDs { ids.append(eventID) }
  }

  /// Takes note of an entry that became visible.
  mutating func becameVisible(_ entry: StreamEntry) {
    visible.append(UInt32(entry.position))
    lag.add(entry.visibleAt - entry.committedAt)
    if entry.visibleAt < end { visibleBeforeEnd += 1 }
    switch form {
    case .eventIDs: break
    case .transactions: numbers.append(entry.key.number)
    case .numbers: follow(entry)
    }
  }

  private mutating func follow(_ entry: StreamEntry) {
    let partition = Int(entry.partition)
    while reached.count <= partition { reached.append(0) }
    if entry.key.number != reached[partition] + 1, holes.count < 3 {
      holes.append(
        "sequence \(partition) goes from \(reached[partition]) to \(entry.key.number)")
    }
    reached[partition] = entry.key.number
  }

  /// Takes note of a refused attempt.
  mutating func refused(_ refusal: Refusal) {
    switch refusal {
    case .throttled(let throttle):
      throttled += 1
      throttledResources[throttle.resource, default: 0] += 1
    case .versionConflict, .transactionConflict, .staleHead: conflicts += 1
    case .aborted: aborted += 1
    }
  }

  /// Events that became visible, those after the end too.
  var visibleEvents: Int64 { Int64(visible.count) }

  /// The stream as it stands now.
  var finalStream: FinalStream {
    switch form {
    case .eventIDs: FinalStream(visible: visible, ids: ids)
    case .numbers: FinalStream(positions: visible, committed: Int(appended))
    case .transactions:
      FinalStream(visible: visible, numbers: numbers, committed: Int(appended))
    }
  }

  /// Looks for what is wrong with the stream.
  /// - Parameters:
  ///   - stream: The stream.
  ///   - order: What it promises.
  ///   - aggregates: The aggregate of each position, the first at index 0.
  /// - Returns: What is wrong, in words.
  func violations(
    _ stream: FinalStream, _ order: Guarantees.GlobalOrder, aggregates: [UInt32]
  ) -> [String] {
    var violations = holes + stream.violations
    if checksAggregates { violations += stream.aggregateOrderViolations(aggregates) }
    if order == .total, stream.inversions > 0 {
      violations.append("\(stream.inversions) inversions in a stream of total order")
    }
    return violations
  }
}

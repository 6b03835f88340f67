public import EventSourcing
import VirtualTime

/// What was seen of a run, in numbers.
public struct ScenarioFigures: Hashable, Sendable {
  /// The reader strategies that ran.
  public var readers: [ReaderStatus]
  private var values: [ScenarioFigure: Int64]

  /// A figure, in its unit; nil where the run has none.
  public subscript(figure: ScenarioFigure) -> Int64? { values[figure] }

  /// How many rows before one are looked at for how late it came.
  private static let window = 1_000

  /// Creates figures.
  public init(_ values: [ScenarioFigure: Int64], readers: [ReaderStatus] = []) {
    self.values = values
    self.readers = readers
  }

  /// Counts what a store holds, and takes over what its cloud counted.
  /// - Parameters:
  ///   - status: How the cloud stands; what it commits afterwards is left out.
  ///   - table: Its table.
  ///   - stream: Its stream.
  /// - Throws: `EventStoreError` if they can't be read.
  public init(
    _ status: ReplicationStatus, table: any EventTable, stream: any StreamTable
  ) throws {
    let committed = try Committed(table, through: status.events)
    let rows = try Self.rows(of: stream, through: status.visibleRows)
    let late = Self.lateness(of: rows, stream.order)
    let order = Self.ordered(rows, stream.order)
    var values: [ScenarioFigure: Int64] = [
      .events: status.events, .shown: Int64(rows.count),
      .unseen: max(0, status.events - Int64(rows.count)), .aggregates: status.aggregates,
      .inversions: Self.inversions(order), .late: Int64(late.count),
      .displacement: late.max() ?? 0, .reordered: committed.reordered(order),
      .backlog: status.longestBacklog, .refused: status.refused, .throttled: status.throttled,
      .lag: committed.longestLag(rows),
    ]
    values[.gaps] = Self.gaps(rows, stream.order)
    values[.hottest] = committed.hottest
    for reader in status.readers {
      switch reader.strategy {
      case .checkpoint: values[.missedByCheckpoint] = reader.missed
      case .overlap: values[.missedByOverlap] = reader.missed
      case .safeHorizon: values[.missedBySafeHorizon] = reader.missed
      }
    }
    self.init(values, readers: status.readers)
  }

  private static func rows(of stream: any StreamTable, through last: Int64) throws
    -> [StreamTableRow]
  {
    var rows: [StreamTableRow] = []
    while Int64(rows.count) < last {
      let limit = Int(min(1_000, last - Int64(rows.count)))
      let page = try stream.rows(after: Int64(rows.count), limit: limit)
      guard !page.isEmpty else { break }
      rows += page
    }
    return rows
  }

  /// What tells that a row came too late: its key; in a dense sequence, which has no other order than that
  /// of appearance, the position of its commit.
  private static func key(_ row: StreamTableRow, _ order: StreamOrder) -> StreamKey {
    switch order {
    case .eventID: row.key
    case .number: StreamKey(number: row.position)
    case .transaction: StreamKey(number: row.key.number)
    }
  }

  /// Of each row that appeared behind a greater key, how many of those before it have one.
  private static func lateness(of rows: [StreamTableRow], _ order: StreamOrder) -> [Int64] {
    let keys = rows.map { key($0, order) }
    var late: [Int64] = []
    var greatest: StreamKey?
    for (place, key) in keys.enumerated() {
      if let before = greatest, before > key {
        late.append(Int64(keys[max(0, place - window)..<place].count { $0 > key }))
      } else {
        greatest = key
      }
    }
    return late
  }

  /// The positions of the rows in the order of the stream.
  private static func ordered(_ rows: [StreamTableRow], _ order: StreamOrder) -> [Int64] {
    switch order {
    case .eventID: rows.sorted { $0.key < $1.key }.map(\.position)
    case .number: rows.map(\.position)
    case .transaction: rows.sorted { $0.key.number < $1.key.number }.map(\.position)
    }
  }

  /// Events with one after them that was committed earlier.
  private static func inversions(_ positions: [Int64]) -> Int64 {
    var count: Int64 = 0
    var least = Int64.max
    for position in positions.reversed() {
      if position > least { count += 1 }
      least = min(least, position)
    }
    return count
  }

  /// Numbers from 1 to the greatest that no row has; nil where there are none, or each sequence has its own.
  private static func gaps(_ rows: [StreamTableRow], _ order: StreamOrder) -> Int64? {
    guard order != .eventID else { return nil }
    let numbers = Set(rows.map(\.key.number))
    guard numbers.count == rows.count else { return nil }
    return (numbers.max() ?? 0) - Int64(numbers.count)
  }
}

/// What is to be known of the events of a table, by position from 1.
private struct Committed {
  private var instants: [Instant] = []
  private var aggregates: [Int] = []
  private var versions: [AggregateVersion] = []
  private var shards: [Int: Int64] = [:]

  init(_ table: any EventTable, through last: Int64) throws {
    var numbers: [AggregateID: Int] = [:]
    while Int64(instants.count) < last {
      let limit = Int(min(1_000, last - Int64(instants.count)))
      let page = try table.page(afterPosition: Int64(instants.count), limit: limit)
      guard !page.isEmpty else { break }
      for recorded in page {
        instants.append(recorded.committedAt)
        let next = numbers.count
        aggregates.append(numbers[recorded.event.aggregateID, default: next])
        numbers[recorded.event.aggregateID] = aggregates[aggregates.count - 1]
        versions.append(recorded.event.aggregateVersion)
        shards[recorded.shard, default: 0] += 1
      }
    }
  }

  /// The share of the fullest index shard, in hundredths; nil where there are none.
  var hottest: Int64? {
    guard shards[0] == nil, let most = shards.values.max() else { return nil }
    return most * 100 / Int64(instants.count)
  }

  func longestLag(_ rows: [StreamTableRow]) -> Int64 {
    var longest: Int64 = 0
    for row in rows where instants.indices.contains(Int(row.position) - 1) {
      longest = max(
        longest,
        (row.visibleAt ?? instants[Int(row.position) - 1]) - instants[Int(row.position) - 1])
    }
    return longest
  }

  /// Events that stand before one of a lower version of their aggregate.
  func reordered(_ positions: [Int64]) -> Int64 {
    var least: [Int: AggregateVersion] = [:]
    var count: Int64 = 0
    for position in positions.reversed() where aggregates.indices.contains(Int(position) - 1) {
      let place = Int(position) - 1
      let before = least[aggregates[place]] ?? .max
      if versions[place] > before { count += 1 }
      least[aggregates[place]] = min(before, versions[place])
    }
    return count
  }
}

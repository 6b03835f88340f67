public import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// A stretch of positions whose events can't be read or don't fit their hash.
  public struct Damage: Hashable, Sendable {
    /// The positions.
    public var positions: ClosedRange<Int64>
    /// What is wrong there.
    public var problem: String
  }

  /// Hands over every event that can be read and fits its hash, once, in the order of positions, and
  /// goes around what can't.
  /// - Parameter body: Takes an event; what it throws ends the reading.
  /// - Returns: What was left out and where; empty for a store that is whole.
  /// - Throws: What `body` throws.
  public func forEachReadableEvent(_ body: (RecordedEvent) throws -> Void) throws -> [Damage] {
    var damages: [Damage] = []
    var position: Int64 = 0
    let last = lastReadablePosition()
    while position < last {
      do {
        let page = try pageOverGaps(afterPosition: position, limit: 1000)
        for recorded in page {
          if recorded.position > position + 1 {
            Self.add(position + 1...recorded.position - 1, "no event is there", to: &damages)
          }
          try body(recorded)
          position = recorded.position
        }
        if page.isEmpty {
          Self.add(position + 1...last, "no event is there", to: &damages)
          position = last
        }
      } catch let error as EventStoreError {
        try readOneByOne(after: &position, before: last, because: error, body, &damages)
      }
    }
    return damages
  }

  /// Reads a thousand positions around a fault, each by itself.
  private func readOneByOne(
    after position: inout Int64, before last: Int64, because error: EventStoreError,
    _ body: (RecordedEvent) throws -> Void, _ damages: inout [Damage]
  ) throws {
    let end = min(position + 1000, last)
    while position < end {
      position += 1
      guard let page = try? page(atPositions: [position]), let recorded = page.first else {
        Self.add(position...position, "the event can't be read whole", to: &damages)
        continue
      }
      try body(recorded)
    }
  }

  /// The last position, found through the rows' indexes where the table's own end can't be read.
  private func lastReadablePosition() -> Int64 {
    let queries = [
      "SELECT max(position) FROM event",
      "SELECT max(last_position) FROM aggregate",
      "SELECT max(position) FROM (SELECT position FROM event INDEXED BY sqlite_autoindex_event_1)",
    ]
    let found = queries.compactMap { query in
      try? read { try Int64.fetchOne($0, sql: query) }
    }
    return found.max() ?? 0
  }

  private static func add(
    _ positions: ClosedRange<Int64>, _ problem: String, to damages: inout [Damage]
  ) {
    if let last = damages.last, last.problem == problem,
      last.positions.upperBound + 1 == positions.lowerBound
    {
      damages[damages.count - 1].positions = last.positions.lowerBound...positions.upperBound
    } else {
      damages.append(Damage(positions: positions, problem: problem))
    }
  }
}

import EventSourcing
import Foundation

/// An architecture's stream in memory.
///
/// Unchecked, because its condition's lock guards everything that changes.
final class MemoryStream: StreamTable, @unchecked Sendable {
  let order: StreamOrder
  let baseRow: Int64
  private let changed = NSCondition()
  private var stored: [StreamTableEntry] = []
  private var rowOfPosition: [Int64: Int64] = [:]
  private var keptShards: Int?
  private weak var table: MemoryTable?

  init(_ order: StreamOrder, over table: MemoryTable, baseRow: Int64) {
    self.order = order
    self.table = table
    self.baseRow = baseRow
  }

  func shards() throws -> Int? { locked { keptShards } }

  func keepShards(_ count: Int) throws { locked { keptShards = count } }

  private func locked<Value>(_ work: () throws -> Value) rethrows -> Value {
    changed.lock()
    defer { changed.unlock() }
    return try work()
  }

  /// Everything applied, in the order of visibility; an entry that was given twice stands here twice.
  var entries: [StreamTableEntry] { locked { stored } }

  func lastRow() throws -> Int64 { locked { baseRow + Int64(stored.count) } }

  func waitForRow(after row: Int64, timeoutMicroseconds: Int64) throws -> Int64 {
    locked {
      let end = Date(timeIntervalSinceNow: Double(timeoutMicroseconds) / 1e6)
      while baseRow + Int64(stored.count) <= row, changed.wait(until: end) {}
      return baseRow + Int64(stored.count)
    }
  }

  func apply(_ entries: [StreamTableEntry], horizon: Int64) throws {
    locked {
      for entry in entries {
        stored.append(entry)
        rowOfPosition[entry.position] = baseRow + Int64(stored.count)
      }
      changed.broadcast()
    }
  }

  func rows(after row: Int64, limit: Int) throws -> [StreamTableRow] {
    let rows = base.map { recorded in
      StreamTableRow(
        row: recorded.position, position: recorded.position, key: basePlace(recorded).key,
        visibleAt: nil, isBehindCheckpoint: false)
    }
    let later = entries.enumerated().map { place, entry in
      StreamTableRow(
        row: baseRow + Int64(place) + 1, position: entry.position, key: entry.place.key,
        visibleAt: entry.visibleAt, isBehindCheckpoint: entry.isBehindCheckpoint)
    }
    return Array((rows + later).dropFirst(Int(row)).prefix(limit))
  }

  func rows(ofPositions positions: [Int64]) throws -> [Int64: StreamTableRow] {
    let all = try rows(after: 0, limit: .max)
    return Dictionary(
      uniqueKeysWithValues: all.filter { positions.contains($0.position) }.map { ($0.position, $0) }
    )
  }

  func pending(after position: Int64, limit: Int) throws -> EventPage {
    let shown = locked { rowOfPosition }
    var page = EventPage(next: .position(position))
    for recorded in (table?.events ?? []).dropFirst(Int(max(position, baseRow)))
    where shown[recorded.position] == nil {
      guard page.count < limit else {
        page.isLast = false
        break
      }
      page.append(recorded)
      page.next = .position(recorded.position)
    }
    return page
  }

  func heldBack() throws -> [Int64] { [] }

  func ends() throws -> [StreamPlace] {
    Dictionary(grouping: places.map(\.place), by: \.partition).flatMap { _, places in
      [
        places.max { $0.key < $1.key }, places.max { $0.key.number < $1.key.number },
      ].compactMap(\.self)
    }
  }

  // MARK: Reading by key

  private var base: [RecordedEvent] { Array((table?.events ?? []).prefix(Int(baseRow))) }

  private func basePlace(_ recorded: RecordedEvent) -> StreamPlace {
    let key =
      order == .eventID ? StreamKey(recorded.event.eventID) : StreamKey(number: recorded.position)
    return StreamPlace(partition: 0, key: key)
  }

  /// Where everything that is visible stands, in the order of visibility.
  private var places: [(place: StreamPlace, position: Int64)] {
    base.map { (basePlace($0), $0.position) } + entries.map { ($0.place, $0.position) }
  }

  func page(after cursor: Cursor, limit: Int, horizon: Int64) throws -> EventPage {
    var found = places
    switch (cursor, order) {
    case (.shards(let checkpoints), .eventID):
      found = found.filter { checkpoints[$0.place.partition] ?? StreamKey(.min) < $0.place.key }
      found.sort { $0.place.key < $1.place.key }
    case (.numbers(let checkpoints), .number):
      found = found.filter { $0.place.key.number > checkpoints[$0.place.partition]?.number ?? 0 }
    case (.numbers(let checkpoints), .transaction):
      found = found.filter { $0.place.key.number > checkpoints[$0.place.partition]?.number ?? 0 }
      found.sort { $0.place.key.number < $1.place.key.number }
    case (.transactions(let key), .transaction):
      found = found.filter { $0.place.key > key && $0.place.key.transaction < horizon }
      found.sort { $0.place.key < $1.place.key }
    default:
      throw EventStoreError.foreignCursor(cursor)
    }
    var page = EventPage(next: cursor, isLast: found.count <= limit)
    let events = table?.events ?? []
    for (place, position) in found.prefix(limit) {
      page.append(events[Int(position) - 1], at: place)
    }
    return page
  }
}

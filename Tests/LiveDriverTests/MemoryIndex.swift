import EventSourcing
import Foundation
import VirtualTime

/// An index in memory.
///
/// Unchecked, because its lock guards everything.
final class MemoryIndex: IndexTable, @unchecked Sendable {
  private let lock = NSLock()
  private var stored: [IndexEntry] = []
  private var positions: Set<Int64> = []
  private var base: Int64 = 0
  private weak var table: MemoryTable?

  func open(over table: MemoryTable, baseRow: Int64) {
    lock.withLock {
      self.table = table
      base = baseRow
    }
  }

  /// Everything applied, in the order of visibility; an entry that was given twice stands here twice.
  var entries: [IndexEntry] { lock.withLock { stored } }

  var baseRow: Int64 { lock.withLock { base } }

  func lastRow() throws -> Int64 { lock.withLock { base + Int64(stored.count) } }

  func apply(_ entries: [IndexEntry]) throws {
    lock.withLock {
      stored += entries
      positions.formUnion(entries.map(\.position))
    }
  }

  func rows(after row: Int64, limit: Int) throws -> [IndexRow] { [] }

  func rows(ofPositions positions: [Int64]) throws -> [Int64: IndexRow] { [:] }

  func pending(limit: Int) throws -> EventPage {
    let shown = lock.withLock { positions }
    var page = EventPage(next: .position(0))
    for recorded in (table?.events ?? []).dropFirst(Int(baseRow))
    where !shown.contains(recorded.position) && page.count < limit {
      page.append(recorded)
    }
    return page
  }

  func page(after checkpoints: ShardCheckpoints, limit: Int) throws -> EventPage {
    let shown = lock.withLock { positions }
    var page = EventPage(next: .shards(checkpoints))
    let found = (table?.events ?? []).filter { recorded in
      guard shown.contains(recorded.position) || recorded.position <= baseRow else { return false }
      guard let checkpoint = checkpoints[shard: recorded.shard] else { return true }
      return recorded.event.eventID > checkpoint
    }.sorted { $0.event.eventID < $1.event.eventID }
    page.isLast = found.count <= limit
    for recorded in found.prefix(limit) {
      page.append(recorded)
      page.next.advance(past: recorded)
    }
    return page
  }
}

import EventSourcing
import VirtualTime

/// Entries that the stream shows in the instant of their commit, until the driver takes them.
struct CommittedEntries: Sendable {
  private var entries: [StreamEntry] = []
  private var latest: Instant

  init(now: Instant) {
    latest = now
  }

  /// How many there are.
  var count: Int64 { Int64(entries.count) }

  /// When the first was committed.
  var nextInstant: Instant? { entries.first?.visibleAt }

  /// Adds an entry; it is not visible before those added before it.
  mutating func add(_ entry: StreamEntry) {
    latest = max(latest, entry.visibleAt)
    entries.append(entry)
    entries[entries.count - 1].visibleAt = latest
  }

  /// Takes all out.
  mutating func take(into sink: inout [StreamEntry]) {
    sink.append(contentsOf: entries)
    entries.removeAll(keepingCapacity: true)
  }
}

public import VirtualTime

/// Asks again from a window before its checkpoint, and drops what it has already delivered.
///
/// It remembers the ids of the window alone. An event that appears further behind is missed. Resumed from
/// a cursor it has nothing to remember: it delivers the window again, counted as duplicates, rather than
/// miss what came late meanwhile.
public struct OverlapReader: StreamReader {
  /// A second of ids, 10 s of the longest lag, a second more.
  public static let defaultWindowSeconds = 12

  /// Whether the window was not yet read to its end.
  public var hasMore: Bool { scan != nil }

  private let windowSeconds: Int
  /// The greatest id delivered of each shard.
  private var checkpoints: ShardCheckpoints
  /// The ids read that lie in their shard's window.
  private var remembered: [Int: Set<KSUID>] = [:]
  /// How far the window has been read, nil between two readings.
  private var scan: Cursor?
  /// What became visible behind the reading that is under way: the next one finds it, or it is missed.
  private var undecided: [(eventID: KSUID, shard: Int)] = []
  private var first: FirstReading?
  private var tally = DeliveryTally()

  /// The first reading of a window whose events were delivered by another reader, or never wanted.
  private struct FirstReading {
    var checkpoints: ShardCheckpoints
    var isSilent: Bool
  }

  /// Goes on from a store's start, or from where such a reader stood; nil for a store of positions.
  /// - Parameters:
  ///   - cursor: Where it stood.
  ///   - windowSeconds: The window's whole seconds before the checkpoint's second.
  public init?(resuming cursor: Cursor, windowSeconds: Int = defaultWindowSeconds) {
    self.init(from: cursor, windowSeconds: windowSeconds, isSilent: false)
  }

  /// Begins at a store's present end; nil for a store of positions.
  ///
  /// What the window before it holds already is not delivered.
  /// - Parameters:
  ///   - end: The cursor of the store's present end.
  ///   - windowSeconds: The window's whole seconds before the checkpoint's second.
  public init?(atEnd end: Cursor, windowSeconds: Int = defaultWindowSeconds) {
    self.init(from: end, windowSeconds: windowSeconds, isSilent: true)
  }

  private init?(from cursor: Cursor, windowSeconds: Int, isSilent: Bool) {
    precondition(windowSeconds >= 0, "a window of \(windowSeconds) s")
    guard case .shards(let checkpoints) = cursor else { return nil }
    self.checkpoints = checkpoints
    self.windowSeconds = windowSeconds
    first = FirstReading(checkpoints: checkpoints, isSilent: isSilent)
  }

  /// The checkpoint of each shard; resumed from it, the window before it is read again.
  public var cursor: Cursor { .shards(checkpoints) }

  /// What it has done so far.
  public var status: ReaderStatus { tally.status(.overlap) }

  /// Asks for the next page of the window, and delivers what it has not delivered before.
  public mutating func poll(
    _ store: any EventStore, now: Instant, limit: Int
  ) async throws -> [RecordedEvent] {
    let page = try await store.events(after: scan ?? .shards(windowStarts), limit: limit)
    tally.beginPoll()
    var delivered: [RecordedEvent] = []
    for recorded in page {
      let (shard, id) = (recorded.shard, recorded.event.eventID)
      guard remembered[shard, default: []].insert(id).inserted else { continue }
      let isOld = first.map { id <= $0.checkpoints[shard: shard] ?? .min } ?? false
      if isOld, first?.isSilent == true { continue }
      checkpoints.advance(shard: shard, to: id)
      tally.deliver(recorded, now: now, isAgain: isOld)
      delivered.append(recorded)
    }
    scan = page.isLast ? nil : page.next
    if !delivered.isEmpty { forgetBeforeWindow() }
    if page.isLast { endReading() }
    return delivered
  }

  /// Counts an event as missed if it lies before its shard's window.
  public mutating func noteVisible(eventID: KSUID, shard: Int) {
    guard remembered[shard]?.contains(eventID) != true else { return }
    if isBeforeWindow(eventID, shard: shard) {
      tally.miss(eventID)
    } else if hasMore {
      undecided.append((eventID, shard))
    }
  }

  // MARK: The window

  /// The last id that is not read again; nil if all of the shard is.
  private func windowStart(of checkpoint: KSUID) -> KSUID? {
    let second = Int64(checkpoint.timestamp) - Int64(windowSeconds)
    guard second > 0 else { return nil }
    return KSUID(timestamp: UInt32(second), payloadHigh: 0, payloadLow: 0).previous
  }

  private var windowStarts: ShardCheckpoints {
    var starts = ShardCheckpoints()
    for checkpoint in checkpoints.all {
      guard let start = windowStart(of: checkpoint.eventID) else { continue }
      starts.advance(shard: checkpoint.shard, to: start)
    }
    return starts
  }

  private func isBeforeWindow(_ eventID: KSUID, shard: Int) -> Bool {
    guard let checkpoint = checkpoints[shard: shard],
      let start = windowStart(of: checkpoint)
    else { return false }
    return eventID <= start
  }

  private mutating func forgetBeforeWindow() {
    for start in windowStarts.all {
      remembered[start.shard] = remembered[start.shard]?.filter { $0 > start.eventID }
    }
  }

  private mutating func endReading() {
    first = nil
    for (eventID, shard) in undecided
    where remembered[shard]?.contains(eventID) != true && isBeforeWindow(eventID, shard: shard) {
      tally.miss(eventID)
    }
    undecided = []
  }
}

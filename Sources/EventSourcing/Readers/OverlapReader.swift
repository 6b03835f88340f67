public import VirtualTime

/// Asks again from a window before its checkpoint, and drops what it has already delivered.
///
/// The window is counted in seconds of ids, or in positions where the stream has positions. It remembers what
/// lies in the window alone. An event that appears further behind is missed. Resumed from a cursor it has
/// nothing to remember: it delivers the window again, counted as duplicates, rather than miss what came late
/// meanwhile.
public struct OverlapReader: StreamReader {
  /// A second of ids, 10 s of the longest lag, a second more.
  public static let defaultWindowSeconds = 12
  /// How many positions are read again where the stream has positions.
  public static let defaultWindowPositions = 1_000

  /// Whether the window was not yet read to its end.
  public var hasMore: Bool { scan != nil }

  private let window: Window
  /// The greatest key delivered of each partition.
  private var checkpoints: StreamCheckpoints
  /// The keys read that lie in their partition's window.
  private var remembered: [Int: Set<StreamKey>] = [:]
  /// How far the window has been read, nil between two readings.
  private var scan: Cursor?
  /// What became visible behind the reading that is under way: the next one finds it, or it is missed.
  private var undecided: [(eventID: KSUID, place: StreamPlace)] = []
  private var first: FirstReading?
  private var tally = DeliveryTally()

  private enum Window {
    case seconds(Int)
    case positions(Int)
  }

  /// The first reading of a window whose events were delivered by another reader, or never wanted.
  private struct FirstReading {
    var checkpoints: StreamCheckpoints
    var isSilent: Bool
  }

  /// Goes on from a store's start, or from where such a reader stood; nil for a store of one order.
  /// - Parameters:
  ///   - cursor: Where it stood.
  ///   - windowSeconds: The window's whole seconds before the checkpoint's second.
  ///   - windowPositions: The window's positions before the checkpoint.
  public init?(
    resuming cursor: Cursor, windowSeconds: Int = defaultWindowSeconds,
    windowPositions: Int = defaultWindowPositions
  ) {
    self.init(cursor, windowSeconds, windowPositions, isSilent: false)
  }

  /// Begins at a store's present end; nil for a store of one order.
  ///
  /// What the window before it holds already is not delivered.
  /// - Parameters:
  ///   - end: The cursor of the store's present end.
  ///   - windowSeconds: The window's whole seconds before the checkpoint's second.
  ///   - windowPositions: The window's positions before the checkpoint.
  public init?(
    atEnd end: Cursor, windowSeconds: Int = defaultWindowSeconds,
    windowPositions: Int = defaultWindowPositions
  ) {
    self.init(end, windowSeconds, windowPositions, isSilent: true)
  }

  private init?(_ cursor: Cursor, _ windowSeconds: Int, _ windowPositions: Int, isSilent: Bool) {
    precondition(
      windowSeconds >= 0 && windowPositions >= 0,
      "a window of \(windowSeconds) s or \(windowPositions) positions")
    switch cursor {
    case .shards(let checkpoints):
      self.checkpoints = checkpoints
      window = .seconds(windowSeconds)
    case .numbers(let checkpoints):
      self.checkpoints = checkpoints
      window = .positions(windowPositions)
    case .position, .transactions:
      return nil
    }
    first = FirstReading(checkpoints: checkpoints, isSilent: isSilent)
  }

  /// The checkpoint of each partition; resumed from it, the window before it is read again.
  public var cursor: Cursor { cursor(checkpoints) }

  /// What it has done so far.
  public var status: ReaderStatus { tally.status(.overlap) }

  /// Asks for the next page of the window, and delivers what it has not delivered before.
  public mutating func poll(
    _ store: any EventStore, now: Instant, limit: Int
  ) async throws -> [RecordedEvent] {
    let page = try await store.events(after: scan ?? cursor(windowStarts), limit: limit)
    tally.beginPoll()
    var delivered: [RecordedEvent] = []
    for (index, recorded) in page.enumerated() {
      let place = orderedPlace(page.place(at: index))
      guard remembered[place.partition, default: []].insert(place.key).inserted else { continue }
      let isOld =
        first.map { place.key <= $0.checkpoints[place.partition] ?? StreamKey(number: 0) } ?? false
      if isOld, first?.isSilent == true { continue }
      checkpoints.advance(place.partition, to: place.key)
      tally.deliver(recorded, now: now, isAgain: isOld)
      delivered.append(recorded)
    }
    scan = page.isLast ? nil : page.next
    if !delivered.isEmpty { forgetBeforeWindow() }
    if page.isLast { endReading() }
    return delivered
  }

  /// Counts an event as missed if it lies before its partition's window.
  public mutating func noteVisible(_ eventID: KSUID, at place: StreamPlace) {
    let place = orderedPlace(place)
    guard remembered[place.partition]?.contains(place.key) != true else { return }
    if isBeforeWindow(place) {
      tally.miss(eventID)
    } else if hasMore {
      undecided.append((eventID, place))
    }
  }

  // MARK: The window

  private func cursor(_ checkpoints: StreamCheckpoints) -> Cursor {
    switch window {
    case .seconds: .shards(checkpoints)
    case .positions: .numbers(checkpoints)
    }
  }

  /// The place in the order that is read: by number alone, where the stream has positions.
  private func orderedPlace(_ place: StreamPlace) -> StreamPlace {
    switch window {
    case .seconds: place
    case .positions:
      StreamPlace(partition: place.partition, key: StreamKey(number: place.key.number))
    }
  }

  /// The last key that is not read again; nil if all of the partition is.
  private func windowStart(of checkpoint: StreamKey) -> StreamKey? {
    switch window {
    case .seconds(let seconds):
      let second = Int64(checkpoint.eventID.timestamp) - Int64(seconds)
      guard second > 0 else { return nil }
      let first = KSUID(timestamp: UInt32(second), payloadHigh: 0, payloadLow: 0)
      return StreamKey(first.previous)
    case .positions(let positions):
      let number = checkpoint.number - Int64(positions)
      return number > 0 ? StreamKey(number: number) : nil
    }
  }

  private var windowStarts: StreamCheckpoints {
    var starts = StreamCheckpoints()
    for checkpoint in checkpoints.all {
      guard let start = windowStart(of: checkpoint.key) else { continue }
      starts.advance(checkpoint.partition, to: start)
    }
    return starts
  }

  private func isBeforeWindow(_ place: StreamPlace) -> Bool {
    guard let checkpoint = checkpoints[place.partition],
      let start = windowStart(of: checkpoint)
    else { return false }
    return place.key <= start
  }

  private mutating func forgetBeforeWindow() {
    for start in windowStarts.all {
      remembered[start.partition] = remembered[start.partition]?.filter { $0 > start.key }
    }
  }

  private mutating func endReading() {
    first = nil
    for (eventID, place) in undecided
    where remembered[place.partition]?.contains(place.key) != true && isBeforeWindow(place) {
      tally.miss(eventID)
    }
    undecided = []
  }
}

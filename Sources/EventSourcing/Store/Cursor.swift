/// A place in a store's global stream, to go on from: one word that a script can keep.
///
/// A store with one order has positions. A sharded index has a checkpoint for each index shard, because
/// each shard is a stream of its own: `s` alone is its start.
public enum Cursor: Hashable, Sendable {
  /// After this position in the order of commits; 0 is the start. Written `p19455`.
  case position(Int64)
  /// After these event ids, by index shard. Written `s1-2FyI….2-2FyJ…`.
  case shards(ShardCheckpoints)

  /// Moves past an event of the page that this cursor was given for.
  public mutating func advance(past recorded: RecordedEvent) {
    switch self {
    case .position:
      self = .position(recorded.position)
    case .shards(var checkpoints):
      self = .position(0)  // gives up the copy, so that the change below happens in place
      checkpoints.advance(shard: recorded.shard, to: recorded.event.eventID)
      self = .shards(checkpoints)
    }
  }
}

extension Cursor: CustomStringConvertible {
  /// The cursor's text, a word of `[A-Za-z0-9._:-]`.
  public var description: String {
    switch self {
    case .position(let position):
      "p\(position)"
    case .shards(let checkpoints):
      "s" + checkpoints.all.map { "\($0.shard)-\($0.eventID)" }.joined(separator: ".")
    }
  }

  /// Reads a cursor's text; nil if it is none.
  public init?(_ text: String) {
    guard let kind = text.first, text.utf8.count <= 1 << 20 else { return nil }
    let rest = text.dropFirst()
    switch kind {
    case "p":
      guard let position = Self.number(rest) else { return nil }
      self = .position(position)
    case "s":
      var checkpoints = ShardCheckpoints()
      for word in rest.split(separator: ".", omittingEmptySubsequences: false) where !rest.isEmpty {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let shard = Self.number(parts[0]), shard <= 1 << 20,
          let eventID = try? KSUID(String(parts[1])), checkpoints[shard: Int(shard)] == nil
        else { return nil }
        checkpoints.advance(shard: Int(shard), to: eventID)
      }
      self = .shards(checkpoints)
    default:
      return nil
    }
  }

  /// A whole number from 0 in its one canonical form.
  private static func number(_ digits: Substring) -> Int64? {
    guard let number = Int64(digits), number >= 0, String(number) == digits else { return nil }
    return number
  }
}

/// The greatest event id read of each index shard; a shard not in it is read from its start.
public struct ShardCheckpoints: Hashable, Sendable {
  /// The checkpoint of one shard.
  public struct Checkpoint: Hashable, Sendable {
    /// The shard's number; 0 for what was stored without shards.
    public var shard: Int
    /// The greatest id read of it.
    public var eventID: KSUID
  }

  /// The checkpoints in the order of shards, one a shard.
  public private(set) var all: [Checkpoint] = []

  /// Creates the checkpoints before any event.
  public init() {}

  /// The checkpoint of a shard, nil if nothing of it was read.
  public subscript(shard shard: Int) -> KSUID? {
    let index = lowerBound(of: shard)
    guard index < all.count, all[index].shard == shard else { return nil }
    return all[index].eventID
  }

  /// Moves a shard's checkpoint up to `eventID`; never back.
  public mutating func advance(shard: Int, to eventID: KSUID) {
    let index = lowerBound(of: shard)
    if index < all.count, all[index].shard == shard {
      all[index].eventID = max(all[index].eventID, eventID)
    } else {
      all.insert(Checkpoint(shard: shard, eventID: eventID), at: index)
    }
  }

  /// The first index whose shard is not below `shard`; shards are few, so it counts up.
  private func lowerBound(of shard: Int) -> Int {
    all.firstIndex { $0.shard >= shard } ?? all.count
  }
}

/// A place in a store's global stream, to go on from: one word that a script can keep.
///
/// A store with one order has positions. A sharded index has a checkpoint for each index shard, because
/// each shard is a stream of its own: `s` alone is its start. A numbered stream has one for each of its
/// sequences; and where numbers are drawn before the commit, there is a second order, that of transactions.
public enum Cursor: Hashable, Sendable {
  /// After this position in the order of commits; 0 is the start. Written `p19455`.
  case position(Int64)
  /// After these event ids, by index shard. Written `s1-2FyI….2-2FyJ…`.
  case shards(StreamCheckpoints)
  /// After these numbers, by sequence. Written `n0-42.1-17`.
  case numbers(StreamCheckpoints)
  /// After this key in the order of transactions, as far as no running one can come before it. Written
  /// `t1735689600000123-42`.
  case transactions(StreamKey)

  /// Moves past an event of the stream, which stands at a place of it.
  public mutating func advance(past place: StreamPlace) {
    switch self {
    case .position: self = .position(place.key.number)
    case .shards(var checkpoints):
      self = .position(0)  // gives up the copy, so that the change below happens in place
      checkpoints.advance(place.partition, to: place.key)
      self = .shards(checkpoints)
    case .numbers(var checkpoints):
      self = .position(0)
      checkpoints.advance(place.partition, to: StreamKey(number: place.key.number))
      self = .numbers(checkpoints)
    case .transactions: self = .transactions(place.key)
    }
  }

  /// Whether a reader that goes on from here never comes by an event at a place of the stream.
  func isPast(_ place: StreamPlace) -> Bool {
    switch self {
    case .position(let position): place.key.number <= position
    case .shards(let checkpoints): checkpoints[place.partition].map { place.key <= $0 } ?? false
    case .numbers(let checkpoints):
      checkpoints[place.partition].map { place.key.number <= $0.number } ?? false
    case .transactions(let key): place.key <= key
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
      "s" + checkpoints.all.map { "\($0.partition)-\($0.key.eventID)" }.joined(separator: ".")
    case .numbers(let checkpoints):
      "n" + checkpoints.all.map { "\($0.partition)-\($0.key.number)" }.joined(separator: ".")
    case .transactions(let key):
      "t\(key.transaction)-\(key.number)"
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
      let checkpoints = StreamCheckpoints(rest) { text in
        (try? KSUID(String(text))).map { StreamKey($0) }
      }
      guard let checkpoints else { return nil }
      self = .shards(checkpoints)
    case "n":
      let checkpoints = StreamCheckpoints(rest) { text in
        Self.number(text).map { StreamKey(number: $0) }
      }
      guard let checkpoints else { return nil }
      self = .numbers(checkpoints)
    case "t":
      let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, let transaction = Self.number(parts[0]),
        let number = Self.number(parts[1])
      else { return nil }
      self = .transactions(StreamKey(transaction: transaction, number: number))
    default:
      return nil
    }
  }

  /// A whole number from 0 in its one canonical form.
  static func number(_ digits: Substring) -> Int64? {
    guard let number = Int64(digits), number >= 0, String(number) == digits else { return nil }
    return number
  }
}

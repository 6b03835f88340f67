import EventSourcing

/// What was appended here: the newest, which the message line tells of, and those before it, which must not
/// be forgotten when it takes the line over.
struct FollowedAppends: Hashable, Sendable {
  /// How many are remembered.
  private static let most = 100

  /// All of them, the newest last.
  private(set) var all: [FollowedAppend] = []
  /// How many of those before the newest had not ended when the next one was begun, or came after such a one.
  private(set) var earlierCount = 0
  /// Whether the message line has not told how they stand now.
  var isUntold = false

  /// The newest.
  var newest: FollowedAppend? { all.last }

  /// Those that are told of together with the newest.
  var earlier: ArraySlice<FollowedAppend> { all.dropLast().suffix(earlierCount) }

  /// The positions of what has not ended.
  var openPositions: [Int64] { all.filter { !$0.hasEnded }.flatMap(\.positions) }

  /// Follows another one from now on.
  mutating func follow(_ append: FollowedAppend) {
    let areOthersTold = !isUntold && all.allSatisfy(\.hasEnded)
    earlierCount = areOthersTold || all.isEmpty ? 0 : min(earlierCount + 1, Self.most - 1)
    all.append(append)
    if all.count > Self.most { all.removeFirst() }
    isUntold = true
  }

  /// Takes what became of the events that were asked for.
  mutating func take(_ events: [Int64: FollowedEvent]) {
    let before = all
    for place in all.indices where all[place].positions.contains(where: { events[$0] != nil }) {
      all[place].take(events)
    }
    if all != before { isUntold = true }
  }
}

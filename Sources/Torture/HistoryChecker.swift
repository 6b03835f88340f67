import EmbeddedStore
import EventSourcing
import Foundation

/// Checks what writers were told against what a store holds, as Jepsen's checkers do
/// (<https://jepsen.io/consistency/models/strong-serializable>): all answers must fit one order of the calls, in
/// which a call that was answered before another was asked comes first.
struct HistoryChecker {
  /// What the store holds: an element an event, in the order of positions.
  struct Stored: Equatable {
    var position: Int64
    var aggregate: String
    var version: Int64
    var label: Label
  }

  private let calls: [Call]
  private let stored: [Stored]
  /// The events of each aggregate.
  private let histories: [String: [Stored]]
  /// When each call was asked.
  private let askedAt: [String: Int64]
  private var flaws: [String] = []
  /// How many flaws are told.
  private static let most = 20

  /// Takes the calls that were answered, and what the store holds afterwards.
  init(_ calls: [Call], stored: [Stored]) {
    self.calls = calls.sorted { $0.asked < $1.asked }
    self.stored = stored
    histories = Dictionary(grouping: stored, by: \.aggregate)
    askedAt = Dictionary(
      calls.map { ($0.name, $0.asked) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads what a store holds.
  static func stored(in store: SQLiteEventStore) throws -> [Stored] {
    var stored: [Stored] = []
    while true {
      let page = try store.page(afterPosition: stored.last?.position ?? 0, limit: 1_000)
      guard !page.isEmpty else { return stored }
      for recorded in page {
        let event = recorded.event
        stored.append(
          Stored(
            position: recorded.position, aggregate: event.aggregateID.description,
            version: event.aggregateVersion,
            label: try JSONDecoder().decode(Label.self, from: Data(event.metadata.bytes))))
      }
    }
  }

  /// What does not fit, in words; empty if all does.
  mutating func check() -> [String] {
    checkNumbers()
    checkWholeness()
    checkAnswers()
    checkOrder()
    return Array(flaws.prefix(Self.most))
  }

  /// Positions and versions have no gap.
  private mutating func checkNumbers() {
    var versions: [String: Int64] = [:]
    for (index, event) in stored.enumerated() {
      if event.position != Int64(index) + 1 {
        flaws.append("position \(event.position) stands at place \(index + 1)")
      }
      let last = versions[event.aggregate] ?? 0
      if event.version != last + 1 {
        flaws.append("\(event.aggregate) goes from version \(last) to \(event.version)")
      }
      versions[event.aggregate] = event.version
    }
  }

  /// A call's events are stored side by side, each once, all or none.
  private mutating func checkWholeness() {
    var seen: Set<String> = []
    var index = 0
    while index < stored.count {
      let label = stored[index].label
      let together = stored[index...].prefix { $0.label.call == label.call }
      if !seen.insert(label.call).inserted {
        flaws.append("call \(label.call) is stored twice")
      }
      if together.map(\.label.index) != Array(0..<label.count) {
        flaws.append(
          "call \(label.call) had \(label.count) events, and those stored are \(together.map(\.label.index))"
        )
      }
      index = together.endIndex
    }
  }

  /// What was acknowledged is where it was said to be; what was refused is not there; what was expected held.
  private mutating func checkAnswers() {
    let firsts = Dictionary(
      stored.filter { $0.label.index == 0 }.map { ($0.label.call, $0) },
      uniquingKeysWith: { first, _ in first })
    for call in calls {
      let first = firsts[call.name]
      switch call.answer {
      case .stored(let positions, let versions):
        let own = positions.map { position in
          stored.indices.contains(Int(position) - 1) ? stored[Int(position) - 1] : nil
        }
        let found = own.compactMap(\.self)
        if found.map(\.label.call) != positions.map({ _ in call.name })
          || found.map(\.aggregate) != call.aggregates || found.map(\.version) != versions
        {
          flaws.append("call \(call.name) was acknowledged at \(positions), and is not there")
        }
        for (aggregate, expected) in call.expected {
          let begins = found.first { $0.aggregate == aggregate }?.version
          if let begins, begins != expected + 1 {
            flaws.append(
              "call \(call.name) expected \(aggregate) at \(expected) and stored \(begins)")
          }
        }
      case .conflict where first != nil:
        flaws.append("call \(call.name) was refused, and is stored")
      case .conflict(let aggregate, let version) where call.expected[aggregate] == version:
        flaws.append("call \(call.name) was refused for what it expected")
      case .failed(let words): flaws.append("call \(call.name) failed: \(words)")
      case .conflict, .version, .page: break
      }
    }
  }

  /// Goes through the calls in the order in which they were asked, with what had been acknowledged by then.
  private mutating func checkOrder() {
    let answered = calls.sorted { $0.answered < $1.answered }
    var next = answered.startIndex
    var before = Acknowledged()
    for call in calls {
      while next < answered.endIndex, answered[next].answered < call.asked {
        before.add(answered[next])
        next += 1
      }
      checkPositions(of: call, before)
      checkVersion(seenBy: call, before)
      checkPage(seenBy: call, before)
    }
  }

  /// A call that was acknowledged before another was asked has the smaller positions.
  private mutating func checkPositions(of call: Call, _ before: Acknowledged) {
    guard case .stored(let positions, _) = call.answer, let first = positions.first,
      first <= before.position
    else { return }
    flaws.append(
      "call \(call.name) got position \(first) after \(before.position) had been acknowledged")
  }

  /// A version that a reader or a refused writer was told was there by then, and not passed before it asked.
  private mutating func checkVersion(seenBy call: Call, _ before: Acknowledged) {
    let (aggregate, version): (String, Int64)
    switch call.answer {
    case .version(let seen): (aggregate, version) = (call.aggregates[0], seen)
    case .conflict(let name, let seen): (aggregate, version) = (name, seen)
    default: return
    }
    let known = before.versions[aggregate] ?? 0
    if version < known {
      flaws.append(
        "call \(call.name) saw \(aggregate) at \(version) when \(known) had been acknowledged")
    }
    guard version > 0 else { return }
    guard let event = event(of: aggregate, version) else {
      flaws.append("call \(call.name) saw \(aggregate) at \(version), which is not there")
      return
    }
    if let asked = askedAt[event.label.call], asked > call.answered {
      flaws.append("call \(call.name) saw \(aggregate) at \(version) before it was asked for")
    }
  }

  /// A page of the stream has what had been acknowledged before it was asked for.
  private mutating func checkPage(seenBy call: Call, _ before: Acknowledged) {
    guard case .page(let count) = call.answer else { return }
    let least = min(Int64(CallWriter.pageLimit), before.position - call.after)
    if count < least || call.after + count > Int64(stored.count) {
      flaws.append(
        "call \(call.name) saw \(count) events after \(call.after) when \(before.position) had been acknowledged"
      )
    }
  }

  private func event(of aggregate: String, _ version: Int64) -> Stored? {
    guard let all = histories[aggregate], all.indices.contains(Int(version) - 1) else { return nil }
    return all[Int(version) - 1]
  }
}

/// What had been acknowledged at some time.
private struct Acknowledged {
  /// The last position.
  private(set) var position: Int64 = 0
  /// The last version of each aggregate.
  private(set) var versions: [String: Int64] = [:]

  /// Goes on by an answer.
  mutating func add(_ call: Call) {
    guard case .stored(let positions, let versions) = call.answer else { return }
    position = max(position, positions.last ?? 0)
    for (aggregate, version) in zip(call.aggregates, versions) {
      self.versions[aggregate] = max(self.versions[aggregate] ?? 0, version)
    }
  }
}

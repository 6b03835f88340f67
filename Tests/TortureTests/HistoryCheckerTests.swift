import Testing

@testable import Torture

/// Histories made up by hand: one that fits, and for each rule one that breaks it.
struct HistoryCheckerTests {
  /// Two calls one after the other, and two at once of which one is refused.
  private static let calls = [
    Call(
      name: "first", aggregates: ["a", "b"], asked: 0, answered: 10,
      answer: .stored(positions: [1, 2], versions: [1, 1])),
    Call(
      name: "second", aggregates: ["a"], expected: ["a": 1], asked: 20, answered: 40,
      answer: .stored(positions: [3], versions: [2])),
    Call(
      name: "refused", aggregates: ["a"], expected: ["a": 1], asked: 21, answered: 41,
      answer: .conflict(aggregate: "a", version: 2)),
    Call(name: "reader", aggregates: ["a"], asked: 50, answered: 60, answer: .version(2)),
    Call(name: "page", after: 1, asked: 50, answered: 60, answer: .page(count: 2)),
  ]

  private static let stored = [
    event(1, "a", 1, Label(call: "first", index: 0, count: 2)),
    event(2, "b", 1, Label(call: "first", index: 1, count: 2)),
    event(3, "a", 2, Label(call: "second", index: 0, count: 1)),
  ]

  /// What is changed in the history, and what is then told.
  struct Change: Sendable, CustomTestStringConvertible {
    var told: [String]
    var change: @Sendable (inout [Call], inout [HistoryChecker.Stored]) -> Void

    var testDescription: String { told.joined(separator: "; ") }
  }

  private static let changes: [Change] = [
    Change(told: []) { _, _ in },
    // Who was killed before it was told may have stored something or nothing.
    Change(told: []) { calls, _ in calls.remove(at: 1) },
    Change(told: []) { _, stored in
      stored.append(event(4, "c", 1, Label(call: "unheard", index: 0, count: 1)))
    },
    Change(
      told: [
        "call second was acknowledged at [3], and is not there",
        "call refused saw a at 2, which is not there", "call reader saw a at 2, which is not there",
        "call page saw 2 events after 1 when 3 had been acknowledged",
      ]
    ) { _, stored in stored.removeLast() },
    Change(told: ["call second is stored twice"]) { _, stored in
      stored.append(event(4, "b", 2, Label(call: "unheard", index: 0, count: 1)))
      stored.append(event(5, "a", 3, Label(call: "second", index: 0, count: 1)))
    },
    Change(told: ["call unheard had 2 events, and those stored are [0]"]) { _, stored in
      stored.append(event(4, "c", 1, Label(call: "unheard", index: 0, count: 2)))
    },
    Change(told: ["position 5 stands at place 4"]) { _, stored in
      stored.append(event(5, "c", 1, Label(call: "unheard", index: 0, count: 1)))
    },
    Change(told: ["c goes from version 0 to 2"]) { _, stored in
      stored.append(event(4, "c", 2, Label(call: "unheard", index: 0, count: 1)))
    },
    Change(told: ["call second expected a at 0 and stored 2"]) { calls, _ in
      calls[1].expected = ["a": 0]
    },
    Change(told: ["call refused was refused, and is stored"]) { _, stored in
      stored.append(event(4, "a", 3, Label(call: "refused", index: 0, count: 1)))
    },
    Change(told: ["call refused was refused for what it expected"]) { calls, _ in
      calls[2].expected = ["a": 2]
    },
    Change(told: ["call reader failed: no answer"]) { calls, _ in
      calls[3].answer = .failed("no answer")
    },
    Change(told: ["call first got position 1 after 3 had been acknowledged"]) { calls, _ in
      (calls[0].asked, calls[0].answered) = (45, 46)
    },
    Change(told: ["call reader saw a at 1 when 2 had been acknowledged"]) { calls, _ in
      calls[3].answer = .version(1)
    },
    Change(told: ["call reader saw a at 2 before it was asked for"]) { calls, _ in
      (calls[3].asked, calls[3].answered) = (11, 12)
    },
    Change(told: ["call page saw 1 events after 1 when 3 had been acknowledged"]) { calls, _ in
      calls[4].answer = .page(count: 1)
    },
    Change(told: ["call page saw 3 events after 1 when 3 had been acknowledged"]) { calls, _ in
      calls[4].answer = .page(count: 3)
    },
  ]

  @Test(arguments: changes)
  func `a history is told for what is wrong with it, and nothing else`(_ change: Change) {
    var calls = Self.calls
    var stored = Self.stored
    change.change(&calls, &stored)
    var checker = HistoryChecker(calls, stored: stored)
    #expect(checker.check() == change.told)
  }

  private static func event(
    _ position: Int64, _ aggregate: String, _ version: Int64, _ label: Label
  ) -> HistoryChecker.Stored {
    HistoryChecker.Stored(
      position: position, aggregate: aggregate, version: version, label: label)
  }
}

import EventSourcing

// What screen 4 adds to the explorer.
extension ExplorerState {
  mutating func take(_ answer: SkewAnswer) {
    switch answer {
    case .rows(let first, let rows):
      skew.list.receive(first: first, rows)
      if rows.contains(nil) { tellOfLoss() }
    case .figures(let figures):
      skew.take(figures)
    }
  }

  /// Takes how the store stands; a step goes on until an event moves, and says what came of it.
  mutating func takeSkew(_ status: ReplicationStatus) {
    skew.take(status)
    guard screen == .skew, let words = skew.stepWords else { return }
    if message?.text.hasPrefix("one step") == true { say("one step: \(words)") }
    if skew.goesOn() { ask(.step) }
  }

  /// What stands in the place of a list of commits without rows.
  var skewEmptiness: String {
    guard hasStatus, status.events > 0 else { return streamEmptiness }
    return skew.list.isWaiting
      ? "reading …" : "the events can't be read: \(lossWords)"
  }
}

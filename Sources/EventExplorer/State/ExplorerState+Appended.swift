import EventSourcing
import TerminalScreen

// What was appended here is followed until every reader was handed it, or never will be.
extension ExplorerState {
  /// Follows what was acknowledged, and says so.
  mutating func follow(_ receipt: AppendReceipt) {
    guard let append = FollowedAppend(receipt) else { return }
    appended.follow(append)
    switch overlay {
    case .search, .filter, .goTo: break  // its line stands in the message's place
    default: tellOfAppends()
    }
    askForAppends()
  }

  /// Asks how what was appended stands, as long as something can come of it.
  mutating func askForAppends() {
    let positions = appended.openPositions
    if !positions.isEmpty { ask(.followed(positions: positions)) }
  }

  /// Takes what became of events that were appended here.
  mutating func take(_ events: [Int64: FollowedEvent]) {
    appended.take(events)
    tellOfNewsOfAppends()
  }

  /// Says how what was appended stands, unless something else is being said or written: then it is said after.
  mutating func tellOfNewsOfAppends() {
    guard appended.isUntold, overlay == nil, message.map(\.isOfAppend) ?? true else { return }
    tellOfAppends()
  }

  private mutating func tellOfAppends() {
    message = appended.message
    appended.isUntold = false
  }

  /// Takes a key of what was appended.
  mutating func handleAppended(top: Int, _ key: Key) {
    guard let top = scrolled(from: top, by: key) else { return overlay = nil }
    scrollAppended(to: top)
  }

  /// Shows what was appended from a line on, or its last ones.
  mutating func scrollAppended(to top: Int) {
    let view = AppendedView(appended.all, layout: layout, top: 0)
    overlay = .appended(top: min(max(0, top), view.furthestTop))
  }
}

import Architectures
import EventExplorer
import EventSourcing

/// Parts of the list of accounts: those that are wrong are known, the others are read along an index.
struct AccountPages {
  let table: any EventTable
  let gaps: ProjectionGaps
  /// The accounts that are wrong, those that differ most first.
  let wrong: [AggregateID]
  /// How many accounts there are.
  var count = Int64.max

  /// A part of the list, and whether it holds the list's ends.
  struct Part: Hashable {
    var accounts: [AggregateID]
    var isAtStart: Bool
    var isAtEnd: Bool
    /// Where it stands: at the beginning, if what was to be its middle is no account.
    var anchor = AggregateWindow.Anchor.first
  }

  /// The part that is asked for, on both sides of its anchor.
  func part(_ window: AccountWindow) throws -> Part {
    var window = window
    var own: AggregateSummary?
    if case .around(let account) = window.anchor {
      own = try summary(of: account)
      if own == nil { window.anchor = .first }
    }
    let isAtOtherEnd = window.isReversed && own == nil
    let anchor: AggregateWindow.Anchor =
      !isAtOtherEnd ? window.anchor : window.anchor == .first ? .last : .first
    var part = try part(window.order, anchor, own, window.count)
    if window.isReversed {
      part.accounts.reverse()
      (part.isAtStart, part.isAtEnd) = (part.isAtEnd, part.isAtStart)
    }
    part.anchor = window.anchor
    return part
  }

  /// What the store knows of an account; nil if it is none.
  private func summary(of account: AggregateID) throws -> AggregateSummary? {
    let query = AggregateQuery(prefix: account.bytes, firstTypes: AccountKinds.types, limit: 1)
    let first = try table.aggregates(query).first
    return first?.aggregateID == account ? first : nil
  }

  private func part(
    _ order: AccountWindow.Order, _ anchor: AggregateWindow.Anchor, _ own: AggregateSummary?,
    _ count: Int
  ) throws -> Part {
    switch anchor {
    case .first:
      let accounts = try after(nil, order, count)
      return Part(accounts: accounts, isAtStart: true, isAtEnd: accounts.count < count)
    case .last:
      let accounts = try before(nil, order, count)
      return Part(accounts: accounts, isAtStart: accounts.count < count, isAtEnd: true)
    case .around(let account):
      let before = try before(own, order, count)
      let after = try after(own, order, count)
      return Part(
        accounts: before + [account] + after, isAtStart: before.count < count,
        isAtEnd: after.count < count)
    }
  }

  private func after(
    _ own: AggregateSummary?, _ order: AccountWindow.Order, _ count: Int
  ) throws -> [AggregateID] {
    guard order == .difference else {
      return try read(own, count, backwards: false, isEvery: true)
    }
    let place = own.flatMap { own in wrong.firstIndex(of: own.aggregateID) }
    if own != nil, place == nil { return try read(own, count, backwards: false) }
    let accounts = Array(wrong[(place.map { $0 + 1 } ?? 0)...].prefix(count))
    return accounts + (try read(nil, count - accounts.count, backwards: false))
  }

  /// The accounts before one, or the last ones; in the list's order.
  private func before(
    _ own: AggregateSummary?, _ order: AccountWindow.Order, _ count: Int
  ) throws -> [AggregateID] {
    guard order == .difference else {
      return try read(own, count, backwards: true, isEvery: true).reversed()
    }
    if let own, let place = wrong.firstIndex(of: own.aggregateID) {
      return Array(wrong[..<place].suffix(count))
    }
    let right = try read(own, count, backwards: true)
    return wrong.suffix(count - right.count) + right.reversed()
  }

  /// Reads accounts by id, from one on: every one, or those that are right.
  private func read(
    _ own: AggregateSummary?, _ count: Int, backwards: Bool, isEvery: Bool = false
  ) throws -> [AggregateID] {
    // Where none is right all would be looked at.
    guard isEvery || self.count > Int64(wrong.count) else { return [] }
    var accounts: [AggregateID] = []
    var last = own
    while accounts.count < count {
      let page = try table.aggregates(
        AggregateQuery(
          descending: backwards, firstTypes: AccountKinds.types, after: last, limit: count))
      accounts += page.map(\.aggregateID).filter { isEvery || gaps.gaps[$0]?.isWrong != true }
      guard page.count == count else { break }
      last = page.last
    }
    return Array(accounts.prefix(count))
  }

  // MARK: The next one that is wrong

  /// The wrong account that comes next in the list, round its end if need be.
  /// - Returns: Its place among those that are wrong, and whether the search went round; nil if none is.
  func nextWrong(_ search: WrongSearch) -> (account: AggregateID, place: Int, hasWrapped: Bool)? {
    var list = search.order == .difference ? wrong : wrong.sorted()
    if search.isReversed { list.reverse() }
    guard !list.isEmpty else { return nil }
    let (before, after) = places(around: search.start, in: list, search)
    let place = search.isBackwards ? before : after
    if list.indices.contains(place) { return (list[place], place, false) }
    let other = search.isBackwards ? list.count - 1 : 0
    return (list[other], other, search.start != nil)
  }

  /// The places in a list of those that are wrong between which an account stands.
  private func places(
    around account: AggregateID?, in list: [AggregateID], _ search: WrongSearch
  ) -> (before: Int, after: Int) {
    guard let account else { return (list.count - 1, 0) }
    if let own = list.firstIndex(of: account) { return (own - 1, own + 1) }
    let next: Int
    switch search.order {
    case .difference: next = search.isReversed ? 0 : list.count
    case .identifier:
      next =
        list.firstIndex { search.isReversed ? $0 < account : account < $0 } ?? list.count
    }
    return (next - 1, next)
  }
}

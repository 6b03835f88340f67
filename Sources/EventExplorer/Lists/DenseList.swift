/// A list of rows numbered densely from 1, of which only a window is held: millions cost no more than
/// a screen.
///
/// What a key asks for is the target; what is drawn stays where it is until the target's rows are
/// there, which takes milliseconds. One request is in flight at a time.
struct DenseList<Row: Hashable & Sendable>: Hashable, Sendable {
  /// What stands at the top of the view, and what is selected.
  struct Place: Hashable, Sendable {
    var top: Int64 = 1
    var selected: Int64 = 1
  }

  /// How many rows there are.
  private(set) var count: Int64 = 0
  /// What is drawn.
  private(set) var shown = Place()
  /// What was asked for.
  private(set) var target = Place()
  /// The top that was chosen: a view that was too small for it for a while goes back to it.
  private var home: Int64 = 1
  /// How many rows there were when the view last followed.
  private var known: Int64 = 0
  /// Whether the end is to stay in view while rows come.
  private(set) var isFollowing: Bool
  /// The number of the first row held.
  private(set) var firstLoaded: Int64 = 1
  /// The rows held; nil for one that is held to be lost.
  private(set) var loaded: [Row?] = []
  /// Whether a request is not answered yet.
  private(set) var isWaiting = false
  /// Whether the last read gave nothing though there are rows: it is tried again when something moves.
  private var hasFailed = false
  /// Whether the rows held may have changed in the store.
  private var isStale = false
  /// The rows of the view.
  private(set) var height = 1

  init(isFollowing: Bool) {
    self.isFollowing = isFollowing
  }

  /// A row that is held.
  subscript(number: Int64) -> Row? {
    let index = number - firstLoaded
    return index >= 0 && index < loaded.count ? loaded[Int(index)] : nil
  }

  /// Whether a row was asked for and is not there.
  func isLost(_ number: Int64) -> Bool {
    let index = number - firstLoaded
    return index >= 0 && index < loaded.count && loaded[Int(index)] == nil
  }

  /// Whether none of the view's rows has come yet.
  var isBlank: Bool {
    visible.map { rows in !rows.contains { self[$0] != nil || isLost($0) } } ?? true
  }

  /// The selected row, if it is held.
  var selectedRow: Row? { self[shown.selected] }

  /// The rows of the view.
  var visible: ClosedRange<Int64>? {
    let last = min(count, shown.top + Int64(height) - 1)
    return shown.top <= last ? shown.top...last : nil
  }

  /// How many rows have come since the view stopped following.
  var unseen: Int64 {
    isFollowing ? 0 : max(0, count - max(known, shown.top + Int64(height) - 1))
  }

  // MARK: Changes

  /// Takes note of the number of rows; the view follows if it does.
  mutating func setCount(_ count: Int64) {
    self.count = count
    if isFollowing { aim(selected: count) } else { clamp() }
  }

  /// Asks for the view's rows again: what is said of them may have changed.
  mutating func refresh() {
    isStale = true
    hasFailed = false
  }

  /// Gives the view another height; what is selected stays in it.
  mutating func setHeight(_ height: Int) {
    guard height != self.height else { return }
    self.height = max(1, height)
    if isFollowing {
      aim(selected: count)
    } else {
      target.top = home
      clamp()
    }
    shown.top = min(max(shown.top, shown.selected - Int64(self.height) + 1), shown.selected)
    settle()
  }

  /// Moves the selection; a view that is scrolled up does not follow.
  mutating func move(by rows: Int64) {
    let (sum, overflow) = target.selected.addingReportingOverflow(rows)
    moveTo(overflow ? (rows < 0 ? 1 : count) : sum)
  }

  /// Moves selection and view by pages.
  mutating func page(by rows: Int64) {
    isFollowing = false
    target.top += rows
    target.selected += rows
    clamp()
    home = target.top
    settle()
  }

  /// Selects a row.
  mutating func moveTo(_ row: Int64) {
    isFollowing = false
    target.selected = row
    clamp()
    home = target.top
    settle()
  }

  /// Moves as a key says.
  mutating func move(_ motion: Motion) {
    switch motion {
    case .rows(let rows): move(by: Int64(rows))
    case .pages(let pages): page(by: Int64(pages * max(1, height - 1)))
    case .first: moveTo(1)
    case .last: moveTo(count)
    }
  }

  /// Selects a row and shows it in the middle of the view, if it is outside.
  mutating func reveal(_ row: Int64) {
    isFollowing = false
    target.selected = row
    let inView = target.top..<target.top + Int64(height)
    if !inView.contains(row) { target.top = row - Int64(height / 2) }
    clamp()
    home = target.top
    settle()
  }

  /// Goes to the end and stays there.
  mutating func follow() {
    isFollowing = true
    aim(selected: count)
    settle()
  }

  /// Takes rows that were asked for; nil for one that is lost.
  mutating func receive(first: Int64, _ rows: [Row?]) {
    isWaiting = false
    guard !rows.isEmpty else {
      hasFailed = true
      return
    }
    if first == firstLoaded + Int64(loaded.count), loaded.count < longest {
      loaded += rows
    } else {
      firstLoaded = first
      loaded = rows
    }
    settle()
  }

  /// What to ask for now, if anything; it counts as asked.
  mutating func nextRequest() -> (first: Int64, count: Int)? {
    guard !isWaiting, !hasFailed, count > 0 else { return nil }
    let margin = Int64(height)
    let wanted = max(1, target.top - margin)...min(count, target.top + 2 * margin)
    let needed = max(1, target.top - margin / 2)...min(count, target.top + margin + margin / 2)
    guard isStale || !holds(needed) else { return nil }
    isWaiting = true
    guard !isStale else {
      isStale = false
      return (wanted.lowerBound, wanted.count)
    }
    let end = firstLoaded + Int64(loaded.count)
    // An answer may be shorter than asked: the next goes on where it ended, so that each brings more.
    if !loaded.isEmpty, firstLoaded <= needed.lowerBound, end > wanted.lowerBound,
      loaded.count < longest
    {
      return (end, Int(wanted.upperBound - end + 1))
    }
    return (wanted.lowerBound, wanted.count)
  }

  /// Whether the view's rows are not there yet, though asked for.
  var isLoading: Bool { shown != target || (count > 0 && !holds(shown.top...shown.top)) }

  /// How many rows are held before the window is cut anew.
  private var longest: Int { height * 8 }

  private func holds(_ range: ClosedRange<Int64>) -> Bool {
    firstLoaded <= range.lowerBound && firstLoaded + Int64(loaded.count) > range.upperBound
  }

  private mutating func aim(selected: Int64) {
    hasFailed = false
    known = count
    target.selected = max(1, selected)
    target.top = max(1, count - Int64(height) + 1)
    home = target.top
    settle()
  }

  private mutating func clamp() {
    hasFailed = false
    target.selected = min(max(1, target.selected), max(1, count))
    target.top = min(max(1, target.top), max(1, count - Int64(height) + 1))
    if target.selected < target.top { target.top = target.selected }
    if target.selected >= target.top + Int64(height) {
      target.top = target.selected - Int64(height) + 1
    }
  }

  /// Shows the target as soon as its rows are held.
  private mutating func settle() {
    let last = min(count, target.top + Int64(height) - 1)
    guard target.top > last || holds(target.top...last) else { return }
    shown = target
  }
}

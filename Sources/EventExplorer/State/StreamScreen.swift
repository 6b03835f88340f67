import EventSourcing
import TerminalScreen
import VirtualTime

/// Screen 3: the whole global stream, or what a filter lets through of it.
struct StreamScreen: ScreenContent {
  /// All rows of the stream.
  private(set) var all = DenseList<StreamRow>(isFollowing: true)
  /// The rows that the filter lets through, numbered from 1.
  private(set) var matching = DenseList<StreamRow>(isFollowing: false)
  /// The filter; empty: none.
  private(set) var filter: StreamFilter?
  /// The filter's number.
  private(set) var number = 0
  /// Whether the filter is on.
  private(set) var isOn = true
  /// How far the filter has looked.
  private(set) var progress: FilterProgress?
  /// Whether the filter is looking.
  private(set) var isScanning = false
  /// Whether it was told to stop before the last row.
  private(set) var isStopped = false
  /// Whether it has looked at all rows once; since then it only keeps up.
  private var hasLookedAtAll = false
  /// How the events lie in time.
  private(set) var histogram: StreamHistogram?

  /// Where the stream was looked at when the filter was set: its matches are shown there when all are found,
  /// unless one has moved by then.
  private var origin: Origin?
  /// The position of an event that was selected elsewhere and is to be found here.
  private var arrival: Int64?
  /// What is still to be asked of the filter.
  private var errand: Errand?
  private var rowCount: Int64 = 0
  private var now = Instant(microseconds: 0)
  private var columns = 0
  private var histogramOf: HistogramKey?
  private var isWaitingForHistogram = false

  private struct Origin: Hashable {
    var row: Int64
    var isFollowing: Bool
  }

  private enum Errand: Hashable {
    case begin, end, goOn
  }

  /// What a histogram was asked for with: it is asked for again when that has changed.
  private struct HistogramKey: Hashable {
    var columns: Int
    var filter: Int?
    var isScanning: Bool
    var second: Int64
    var isEmpty: Bool
  }

  /// Whether the matches of the filter are shown, not all rows.
  var isFiltered: Bool { isOn && filter != nil }

  /// The filter's number where its matches are shown.
  var shownFilter: Int? { isFiltered ? number : nil }

  /// The filter as it is typed; empty without one.
  var filterText: String { filter?.terms.map(\.text).joined(separator: " ") ?? "" }

  /// The rows that are shown.
  var rows: DenseList<StreamRow> { isFiltered ? matching : all }

  var title: String {
    let name = isFiltered ? "global stream, filtered" : "global stream"
    return rows.isFollowing ? name + ", followed" : name
  }

  var selection: Selection {
    Selection(rows.selectedRow?.recorded, isFollowing: rows.isFollowing)
  }

  /// The row of the stream that is selected.
  var selectedRow: Int64 {
    isFiltered ? rows.selectedRow?.row ?? 1 : all.target.selected
  }

  // MARK: What changes

  mutating func layOut(_ layout: FrameLayout) {
    let parts = StreamLayout(layout)
    all.setHeight(parts.listRows)
    matching.setHeight(parts.listRows)
    columns = parts.histogram.isEmpty ? 0 : parts.histogram.size.columns
  }

  /// Takes note of how many rows there are.
  mutating func take(_ status: ReplicationStatus) {
    rowCount = status.visibleRows
    now = status.now
    all.setCount(rowCount)
  }

  /// Changes the list that is shown.
  mutating func change(_ change: (inout DenseList<StreamRow>) -> Void) {
    if isFiltered {
      origin = nil
      change(&matching)
    } else {
      change(&all)
    }
  }

  mutating func move(_ motion: Motion) {
    change { motion == .last ? $0.follow() : $0.move(motion) }
  }

  mutating func arrive(at position: Int64) { arrival = position }

  /// Sets a filter; an empty one, or none, shows all rows.
  ///
  /// The same one again goes on where it was stopped.
  mutating func set(_ filter: StreamFilter?) {
    let filter = filter?.isEmpty == true ? nil : filter
    isOn = true
    guard filter != self.filter else {
      if isStopped { errand = .goOn }
      return
    }
    if self.filter == nil {
      origin = Origin(row: all.target.selected, isFollowing: all.isFollowing)
    }
    self.filter = filter
    number += 1
    progress = nil
    (isStopped, isScanning, hasLookedAtAll) = (false, false, false)
    let height = matching.height
    matching = DenseList(isFollowing: false)
    matching.setHeight(height)
    errand = filter == nil ? .end : .begin
  }

  /// Looks for what the filter lets through from the beginning.
  mutating func filterAnew() {
    let wanted = filter
    set(nil)
    if wanted != nil { set(wanted) }
  }

  /// Turns the filter off, and on again.
  mutating func switchFilter() { isOn.toggle() }

  var cancelWords: String { "stopped: the filter has not looked at all events" }
  var isRunning: Bool { isScanning && isFiltered && !hasLookedAtAll }

  mutating func cancel() -> [ExplorerRequest]? {
    guard isRunning else { return nil }
    isScanning = false
    isStopped = true
    return [.browser(.endFilter)]
  }

  /// Goes to the first event of the next bucket that has any, or of the one before.
  mutating func moveInTime(forwards: Bool) {
    guard let histogram, let present = histogram.bucket(of: selectedRow) else { return }
    let counts = isFiltered ? histogram.matches ?? [] : histogram.counts
    let next =
      forwards
      ? counts.indices.first { $0 > present && counts[$0] > 0 }
      : counts.indices.last { $0 < present && counts[$0] > 0 }
    guard let next else { return forwards ? move(.last) : move(.first) }
    if isFiltered {
      let before = counts[..<next].reduce(0, +)
      change { $0.reveal(before + 1) }
    } else {
      change { $0.reveal(histogram.firstRows[next]) }
    }
  }

  // MARK: Requests and answers

  mutating func nextRequests() -> [ExplorerRequest] {
    var requests = filterRequests()
    if let arrival {
      requests.append(.find(.position(arrival), filter: shownFilter))
      self.arrival = nil
    }
    let wanted = isFiltered ? matching.nextRequest() : all.nextRequest()
    if let wanted {
      requests.append(.rows(filter: shownFilter, first: wanted.first, count: wanted.count))
    }
    let key = HistogramKey(
      columns: columns, filter: shownFilter, isScanning: isScanning, second: now.wholeSeconds,
      isEmpty: rowCount == 0)
    if columns > 0, rowCount > 0, !isWaitingForHistogram, key != histogramOf {
      histogramOf = key
      isWaitingForHistogram = true
      requests.append(.histogram(columns: columns, filter: shownFilter))
    }
    return requests.map { .browser($0) }
  }

  private mutating func filterRequests() -> [BrowserRequest] {
    let isBehind = progress.map { $0.isComplete && $0.scanned < rowCount } ?? false
    if errand == nil, isBehind, isFiltered, !isStopped, !isScanning { errand = .goOn }
    defer { errand = nil }
    switch (errand, filter) {
    case (.end, _): return [.endFilter]
    case (.begin, let filter?):
      isScanning = true
      return [.filter(number: number, filter)]
    case (.goOn, .some):
      (isScanning, isStopped) = (true, false)
      return [.goOn(number: number)]
    default: return []
    }
  }

  mutating func receive(_ rows: [StreamRow?], first: Int64, filter: Int?) {
    if filter == nil {
      all.receive(first: first, rows)
    } else if filter == number {
      matching.receive(first: first, rows)
    }
  }

  /// Takes how far the filter has looked.
  /// - Returns: A place to be found, now that all matches are known.
  mutating func receive(_ progress: FilterProgress) -> StreamGoal? {
    guard progress.number == number, filter != nil else { return nil }
    self.progress = progress
    matching.setCount(progress.matches)
    guard progress.isComplete else { return nil }
    isScanning = false
    guard progress.scanned >= progress.total else { return nil }
    hasLookedAtAll = true
    guard let origin else { return nil }
    self.origin = nil
    if origin.isFollowing { matching.follow() }
    return origin.isFollowing ? nil : .row(origin.row)
  }

  mutating func receive(_ histogram: StreamHistogram, filter: Int?) {
    isWaitingForHistogram = false
    if filter == shownFilter { self.histogram = histogram }
  }

  /// Goes to a row of the list that is shown.
  mutating func reveal(_ row: Int64, filter: Int?) {
    guard filter == shownFilter else { return }
    change { $0.reveal(row) }
  }
}

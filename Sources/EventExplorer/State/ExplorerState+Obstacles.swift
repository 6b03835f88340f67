import Architectures
import EventSourcing
import TerminalScreen

extension ExplorerState {
  /// Why an action can't be done here, in words; nil if it can.
  ///
  /// The one source of what a key says that has no use here, and of what key line, help and palette do not
  /// offer.
  func obstacle(to action: ExplorerAction) -> String? {
    switch action {
    case .append:
      subject.kind == .readOnly ? "this store is only looked at" : nil
    case .step, .slower, .faster, .parameters, .lessRate, .moreRate:
      canMove ? nil : "nothing moves here: this is for the demo's live run"
    case .lessShards, .moreShards:
      obstacleToShards
    case .left, .right:
      screen == .aggregates ? nil : "columns are chosen on screen 2"
    case .sort:
      screen == .aggregates ? absence : "the stream has one order; s sorts screen 2"
    case .nextDisorder, .previousDisorder:
      screen == .aggregates ? "disorder shows on screen 1 and in an aggregate" : absence
    case .open, .copy, .search:
      absence
    case .nextMatch, .previousMatch:
      absence ?? (sought == nil ? "nothing was searched for yet: / searches" : nil)
    case .filter, .switchFilters, .clearFilters, .goTo:
      screen == .stream ? nil : "this is for screen 3"
    case .rebuild:
      screen == .readModel ? nil : "R builds the read model of screen 5 anew"
    case .export:
      "nothing can be exported here"
    case .summary:
      obstacleToSummary
    case .nextPane:
      screen == .live && LiveLayout(layout, showsPane: false).hasBoth
        ? "both panes are in view" : nil
    case .back:
      trail.isEmpty && !finder.isRunning ? "this is the first screen: q quits" : nil
    default: nil
    }
  }

  /// That there is nothing to look at here; nil while it is not known, too.
  private var absence: String? {
    switch screen {
    case .live: return hasStatus && stream.count == 0 ? "the stream has no events yet" : nil
    case .aggregates:
      guard aggregates.hasLoaded, aggregates.rows.isEmpty else { return nil }
      return status.aggregates == 0 ? "there are no aggregates yet" : aggregatesEmptiness
    case .history, .stream, .skew, .readModel, .architectures: return nil
    }
  }

  private var obstacleToShards: String? {
    guard subject.hasShards else { return "\(subject.architecture.rawValue) has no index shards" }
    if subject.kind == .readOnly { return "this store is only looked at" }
    return subject.movesStream ? nil : "the explorer that moves the stream sets its index shards"
  }
}

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
    case .live, .aggregates, .stream, .skew, .readModel, .architectures:
      screen.action == action ? "this is screen \(screen.rawValue)" : nil
    case .append:
      subject.kind == .readOnly ? "this store is only looked at" : nil
    case .appended:
      appended.all.isEmpty ? "nothing was appended here yet: \(keyName(.append)) appends" : nil
    case .parameters:
      parameters.isEmpty ? "nothing moves here: this is for the demo's live run" : nil
    case .step, .slower, .faster, .lessRate, .moreRate:
      canMove ? nil : "nothing moves here: this is for the demo's live run"
    case .lessShards, .moreShards:
      obstacleToShards
    case .left, .right:
      [.aggregates, .stream, .readModel, .architectures].contains(screen)
        ? nil : "columns are chosen on screens 2 and 5"
    case .sort:
      screen == .aggregates || screen == .readModel
        ? absence : "the stream has one order; \(keyName(.sort)) sorts screens 2 and 5"
    case .nextDisorder, .previousDisorder:
      screen == .aggregates || screen == .architectures
        ? "disorder shows on screens 1, 3, 4 and 5 and in an aggregate" : absence
    case .open, .copy:
      absence
    case .search:
      obstacleToSearch
    case .nextMatch, .previousMatch:
      obstacleToSearch
        ?? (sought == nil ? "nothing was searched for yet: \(keyName(.search)) searches" : nil)
    case .filter, .switchFilters, .clearFilters, .goTo:
      screen == .stream ? nil : "this is for screen 3"
    case .nextReader, .rebuild:
      obstacleToReadModel(action)
    case .run:
      obstacleToRun
    case .export:
      obstacleToExport
    case .summary:
      obstacleToSummary
    case .nextPane:
      obstacleToPanes
    case .back:
      trail.isEmpty && !isRunning ? "this is the first screen: \(keyName(.leave)) quits" : nil
    default: nil
    }
  }

  /// That there is nothing to look at here; nil while it is not known, too.
  var absence: String? {
    switch screen {
    case .live, .stream:
      return hasStatus && stream.count == 0 ? "the stream has no events yet" : nil
    case .aggregates:
      guard aggregates.hasLoaded, aggregates.rows.isEmpty else { return nil }
      return status.aggregates == 0 ? "there are no aggregates yet" : aggregatesEmptiness
    case .skew: return hasStatus && status.events == 0 ? "there are no events yet" : nil
    case .readModel:
      return readModel.totals != nil && readModel.isEmpty ? readModelEmptiness : nil
    case .history, .architectures: return nil
    }
  }

  private var obstacleToPanes: String? {
    switch screen {
    case .live where LiveLayout(layout, showsPane: false).hasBoth: return "both panes are in view"
    case .skew: return SkewLayout(layout).obstacleToPanels
    case .stream: return "there is one list here: the arrows ← → go through time"
    case .readModel:
      return
        "there is one pane here: \(keys.keys(of: .open).first?.name ?? "") opens what an account lacks"
    case .architectures where laboratory.results == nil:
      return "nothing was run yet: \(keyName(.run)) runs the architectures"
    default: return nil
    }
  }

  private var obstacleToSearch: String? {
    screen == .architectures
      ? "search looks on screens 1 to 5 and in an aggregate" : absence
  }

  private var obstacleToShards: String? {
    guard subject.hasShards else { return "\(subject.architecture.rawValue) has no index shards" }
    if subject.kind == .readOnly { return "this store is only looked at" }
    return subject.movesStream ? nil : "the explorer that moves the stream sets its index shards"
  }
}

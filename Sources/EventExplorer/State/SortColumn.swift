import EventSourcing

/// A column that a list can be sorted by, as it is named in the command palette.
enum SortColumn: String, CaseIterable, Hashable, Sendable {
  case identifier = "id"
  case version
  case lastEvent = "last-event"
  case account, difference
}

extension ExplorerState {
  /// The columns that the list on the screen can be sorted by.
  var sortColumns: [SortColumn] {
    switch screen {
    case .aggregates: [.identifier, .version, .lastEvent]
    case .readModel: [.account, .difference]
    case .live, .stream, .skew, .architectures, .history: []
    }
  }

  /// The column that it is sorted by.
  var sortedBy: SortColumn? {
    switch screen {
    case .aggregates:
      switch aggregates.order {
      case .identifier: .identifier
      case .version: .version
      case .lastPosition: .lastEvent
      }
    case .readModel: readModel.order == .difference ? .difference : .account
    case .live, .stream, .skew, .architectures, .history: nil
    }
  }

  /// Sorts by a column; by the one that it is sorted by already: the other way round.
  mutating func sort(by column: SortColumn) {
    switch column {
    case .identifier: aggregates.column = .identifier
    case .version: aggregates.column = .version
    case .lastEvent: aggregates.column = .lastEvent
    case .account: readModel.choose(.account)
    case .difference: readModel.choose(.difference)
    }
    perform(.sort)
  }
}

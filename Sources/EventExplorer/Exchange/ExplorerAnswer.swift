public import Architectures
public import EventSourcing
public import Scenarios

/// What the explorer learns from the program that runs it.
public enum ExplorerAnswer: Sendable {
  /// How the store stands.
  case status(ReplicationStatus)
  /// Rows of the global stream from `first` on, nil for one that the store has lost; none where there are
  /// none, or reading failed.
  case stream(first: Int64, [StreamRow?])
  /// A part of the list of aggregates, in its order.
  case aggregates(AggregateWindow, [AggregateRow], isAtStart: Bool, isAtEnd: Bool)
  /// Events of an aggregate, nil for one that the store has lost; and its last version.
  case history(AggregateID, from: AggregateVersion, [HistoryRow?], last: AggregateVersion)
  /// An aggregate's state, and how many of the events that made it the store has lost.
  case state(AggregateID, AggregateState, lost: Int64)
  /// How a search stands.
  case search(SearchProgress)
  /// What came of an append.
  case append(AppendOutcome)
  /// An aggregate's last version, 0 if it is new.
  case standing(AggregateID, AggregateVersion)
  /// An aggregate that begins with a text, nil if none does.
  case completion(prefix: String, AggregateID?)
  /// What became of events, by position.
  case followed([Int64: FollowedEvent])
  /// The position of an aggregate's last event, nil if there is none.
  case lastPosition(AggregateID, Int64?)
  /// The row of a position in the stream, nil while the index does not show it.
  case located(row: Int64?)
  /// For screen 3.
  case browser(BrowserAnswer)
  /// For screen 4.
  case skew(SkewAnswer)
  /// For screen 5.
  case readModel(ReadModelAnswer)
  /// For screen 6.
  case laboratory(LaboratoryAnswer)
  /// What was seen of a scenario.
  case figures(ScenarioFigures)
  /// The text as the editor left it; nil if it failed, and nothing is changed.
  case edited(String?)
  /// How an export stands.
  case export(ExportProgress)
  /// Something failed, in words.
  case failed(String)
}

/// What came of an append.
public enum AppendOutcome: Sendable {
  /// It is stored.
  case stored(AppendReceipt)
  /// Someone else appended first: the aggregate's version now, and the event that stands where this one
  /// was to.
  case conflict(AggregateID, actual: AggregateVersion, winner: Event?)
  /// It is not, and why.
  case refused(String)
}

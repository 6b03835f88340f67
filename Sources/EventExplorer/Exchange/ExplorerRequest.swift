public import EventSourcing
public import TerminalScreen

/// What the explorer wants done; the program that runs it does so, and answers with
/// ``ExplorerAnswer``.
public enum ExplorerRequest: Sendable {
  /// Rows of the global stream; answered by `.stream`, always.
  case stream(first: Int64, count: Int)
  /// A part of the list of aggregates; answered by `.aggregates`, always.
  case aggregates(AggregateWindow)
  /// Events of an aggregate; answered by `.history`, always.
  case history(AggregateID, from: AggregateVersion, count: Int)
  /// The aggregate's state up to a version; answered by `.state`, but for one that a later one replaced.
  case state(AggregateID, through: AggregateVersion)
  /// Starts a search, and ends the one before; answered by `.search` as it goes on.
  case search(Search)
  /// Ends the search.
  case endSearch
  /// Appends events; answered by `.append`.
  case append(AppendRequest)
  /// Does something with an account; answered by `.append`.
  case quick(QuickCommand, AggregateID?)
  /// Asks for an aggregate's last version; answered by `.standing`.
  case standing(AggregateID)
  /// Asks for the first aggregate that begins with a text; answered by `.completion`.
  case complete(prefix: String)
  /// Asks what became of the events at these positions; answered by `.followed`.
  case followed(positions: [Int64])
  /// Asks for the position of an aggregate's last event; answered by `.lastPosition`.
  case lastPosition(of: AggregateID)
  /// Asks for the stream's row of a position; answered by `.located`.
  case locate(position: Int64)
  /// For screen 3; answered by `.browser`.
  case browser(BrowserRequest)
  /// For screen 4; answered by `.skew`.
  case skew(SkewRequest)
  /// For screen 5; answered by `.readModel`.
  case readModel(ReadModelRequest)
  /// For screen 6; answered by `.laboratory`.
  case laboratory(LaboratoryRequest)
  /// Puts a demo in the place of what is explored; ``ExplorerState/open(_:status:)`` follows, or `.failed`.
  case openLive(LiveOpening)
  /// Writes a new file; answered by `.export` as it goes on, and when it has ended.
  case export(Export)
  /// Ends the export; it is answered still.
  case endExport
  /// Counts what was seen of a scenario; answered by `.figures`.
  case figures
  /// Changes the live run.
  case update([LiveChange])
  /// Lets the paused time go on to the next thing that happens.
  case step
  /// Puts text into the terminal's clipboard.
  case copy(String)
  /// Gives the mouse back to the terminal, or takes it.
  case takeMouse(Bool)
  /// Shows another theme.
  case theme(ThemeName)
  /// Lets a text be edited in the user's editor; answered by `.edited`.
  case edit(String)
  /// Draws the screen anew.
  case redraw
  /// Stops the program as Ctrl-Z does.
  case suspend
  /// Ends.
  case quit
}

public import EventSourcing

/// What is to be written to a new file: all that a screen stands for, not what of it is in view.
public struct Export: Hashable, Sendable {
  /// What is written, in the order in which the screen has it.
  public enum Content: Hashable, Sendable {
    /// The stream, or what a filter lets through of it.
    case stream(filter: StreamFilter?)
    /// The aggregates, or those that a search finds.
    case aggregates(AggregateQuery.Order, descending: Bool, matching: EventPattern?)
    /// An aggregate's events by version.
    case history(AggregateID)
    /// The events in the order of commits, with the places that the index gives them.
    case commits
    /// The accounts as a reader's projection has them, beside the truth.
    case accounts(ReaderStrategy, AccountWindow.Order, isReversed: Bool)
    /// Text that is there already: what so many architectures did.
    case architectures(String, count: Int)
  }

  /// Its number; a later one follows it.
  public var number: Int
  /// What is written.
  public var content: Content
  /// How it is written.
  public var form: ExportForm
  /// The file; `~/` at its beginning is the user's folder.
  public var path: String

  /// Creates an export.
  public init(number: Int, content: Content, form: ExportForm, path: String) {
    (self.number, self.content, self.form, self.path) = (number, content, form, path)
  }
}

/// How an export stands.
public struct ExportProgress: Hashable, Sendable {
  /// How far it is, or what came of it.
  public enum Stage: Hashable, Sendable {
    /// So many of the rows were looked at for what the filter lets through.
    case looking(Int64, of: Int64)
    /// So many rows were written, of as many as there seem to be.
    case writing(Int64, of: Int64)
    /// All was written: its rows, its bytes, and how many events the store has lost.
    case done(rows: Int64, bytes: Int64, lost: Int64)
    /// The file can't be made, and why: another name may do.
    case refused(String)
    /// Something failed on the way, and why; no file was made.
    case failed(String)
    /// It was cancelled; no file was made.
    case cancelled
  }

  /// The export's number.
  public var number: Int
  /// How far it is.
  public var stage: Stage

  /// Creates progress.
  public init(number: Int, stage: Stage) {
    (self.number, self.stage) = (number, stage)
  }
}

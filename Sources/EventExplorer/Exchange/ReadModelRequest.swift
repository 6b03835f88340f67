public import EventSourcing

/// What screen 5 wants done.
public enum ReadModelRequest: Hashable, Sendable {
  /// A part of the list of accounts; answered by `.accounts`, always.
  case accounts(AccountWindow)
  /// The next account that is wrong; answered by `.found`.
  case find(WrongSearch)
  /// The events of an account that a reader's projection was not handed; answered by `.undelivered`, always.
  case undelivered(AggregateID, by: ReaderStrategy)
  /// Builds a reader's projection anew; answered by `.rebuild` as it goes on.
  case rebuild(ReaderStrategy)
  /// Ends the rebuild; nothing is changed.
  case endRebuild
}

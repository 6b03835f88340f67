import EmbeddedStore
import EventSourcing
import Scenarios

/// Why a command ends without having done what it was asked for.
struct CommandFailure: Error {
  /// What the exit code tells a script.
  enum Kind: Int32 {
    /// Someone else appended first; nothing was written.
    case conflict = 3
    /// The command line is off.
    case usage = 64
    /// The input is malformed, or contradicts what is stored.
    case input = 65
    /// There is no such store or file.
    case missing = 66
    /// The store can't be reached.
    case unreachable = 69
    /// The store is damaged, or a simulated run broke a rule that it must keep.
    case damaged = 70
    /// Reading or writing failed.
    case inputOutput = 74
    /// Throttled, or busy for too long.
    case tryAgain = 75
  }

  /// What the exit code tells.
  var kind: Kind
  /// The sentence for people; it may hold other people's data, and is escaped when it is written.
  var words: String

  init(_ kind: Kind, _ words: String) {
    self.kind = kind
    self.words = words
  }
}

extension CommandFailure {
  /// The failure that an error amounts to.
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as EventStoreError: self.init(error)
    case let error as InvalidEvent: self.init(.input, "\(error)")
    case let error as InvalidEventLine: self.init(.input, "\(error)")
    case let error as InvalidScenario: self.init(.input, "\(error)")
    case let error as LedgerRefusal: self.init(.input, "\(error)")
    default: self.init(.inputOutput, "\(error)")
    }
  }

  private init(_ error: EventStoreError) {
    switch error {
    case .rejected(_, let rejection): self.init(rejection)
    case .foreignCursor(let cursor):
      self.init(.usage, "the cursor \(cursor) is another kind of store's")
    case .cursorBeyondEnd(let cursor, let end):
      self.init(.input, "the cursor \(cursor) lies beyond the store's end, which is \(end)")
    case .otherStream(let found, let wanted):
      self.init(
        .usage,
        "the store keeps a stream sorted by \(found.rawValue), not one sorted by \(wanted.rawValue)"
      )
    case .throttled(let resource, let reason):
      self.init(.tryAgain, "\(resource) has no capacity left (\(reason)): try again")
    case .busy(let seconds):
      self.init(
        .tryAgain, "another process has been writing to the store for \(seconds) s: try again")
    case .notFound(let path):
      self.init(.missing, "there is no store at \(path); cqrs append or cqrs import makes one")
    case .notAStore(let path, let reason): self.init(.missing, "\(path) is not a store: \(reason)")
    case .newerSchema(let path, let found, let supported):
      self.init(
        .missing,
        "\(path) was written by a newer program: its schema is \(found), this program reads up to "
          + "\(supported)")
    case .readOnly(let path):
      self.init(.inputOutput, "\(path) may only be read: nothing was written")
    case .damaged(let what):
      self.init(.damaged, "the store is damaged: \(what); cqrs export saves what can be read")
    case .unreachable(let what): self.init(.unreachable, "the store can't be reached: \(what)")
    case .inputOutput(let what): self.init(.inputOutput, what)
    }
  }

  private init(_ rejection: EventStoreError.Rejection) {
    switch rejection {
    case .versionConflict(let aggregate, let expected, let actual):
      self.init(
        .conflict,
        "version conflict: \(aggregate) was expected at version \(expected) and is at \(actual); "
          + "nothing was written")
    case .versionGap(let aggregate, let wanted, let actual):
      self.init(
        .input,
        "version \(wanted) would leave a gap: \(aggregate) is at version \(actual)")
    case .idTaken(let id, let difference):
      self.init(.input, "\(id) is stored already with another \(difference)")
    case .invalid(let event): self.init(.input, "\(event)")
    }
  }
}

import Architectures
import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs read-model`: what a projection made of the stream, beside the truth.
struct ReadModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-model",
    abstract: "Compare account balances as a reader's projection has them with the truth.",
    discussion: """
      Prints a line an account that is wrong: the balance of all its events that the reader delivers from \
      the stream's beginning, the balance of all that are stored, in cents, and the ids of those that it \
      was not handed.
      """)

  @Argument(help: "The store.")
  var store: StoreAddress

  @Option(help: "How to read: checkpoint, overlap or safe-horizon.")
  var reader = ReaderStrategy.checkpoint

  @Flag(help: "Print the accounts that are right, too.")
  var all = false

  /// How many events are read at a time.
  fileprivate static let piece = 1_000

  func run() throws {
    let opened = try store.open(.read)
    let stream = try KeptStream(opened)
    guard let replay = Replay(reader, of: stream) else {
      throw CommandFailure(
        .usage, "nothing appears behind a reader of this store's stream: --reader checkpoint")
    }
    if let words = try stream.strandedWords(path: store.path) { StandardError.say(words) }
    var comparison = Comparison(last: try opened.lastPosition())
    try comparison.project(replay, stream)
    try comparison.readTruth(opened)
    let totals = try comparison.print(all: all)
    if totals.accounts > 0 || totals.others == 0 { StandardError.say(totals.words) }
    if let words = totals.othersWords { StandardError.say(words) }
  }

  /// A projection beside the truth, both of what was committed up to a position.
  private struct Comparison {
    /// The last position that counts.
    let last: Int64
    private var projection = AccountsProjection()
    private var truth = AccountsProjection()
    private var delivered = PositionSet()
    /// The aggregates that begin with an event of the accounts domain, by id.
    private var accounts: [AggregateID] = []
    private var others: Int64 = 0
    private var missing: [AggregateID: [KSUID]] = [:]

    init(last: Int64) { self.last = last }

    /// Folds what a reader delivers.
    mutating func project(_ start: Replay, _ stream: KeptStream) throws {
      var progress = ProgressLine()
      let total = try stream.count()
      var replay = start
      var hasMore = true
      while hasMore {
        let (more, polled, events) = try Waiting.result { [replay] in
          var (polled, events) = (replay, [RecordedEvent]())
          let more = try await polled.goOn(stream, now: StoreOptions.wallClock()) {
            events.append($0)
          }
          return (more, polled, events)
        }
        (hasMore, replay) = (more, polled)
        for recorded in events where recorded.position <= last { projection.apply(recorded.event) }
        progress.show(replay.delivered.count, of: total, "delivered")
      }
      progress.end()
      delivered = replay.delivered
    }

    /// Folds all that is committed.
    mutating func readTruth(_ store: SQLiteEventStore) throws {
      var progress = ProgressLine()
      var position: Int64 = 0
      while position < last {
        let page = try store.page(
          afterPosition: position, limit: Int(min(Int64(ReadModelCommand.piece), last - position)))
        guard let end = page.last?.position else { break }
        for recorded in page { take(recorded) }
        position = end
        progress.show(position, of: last, "folded")
      }
      progress.end()
      accounts.sort()
    }

    private mutating func take(_ recorded: RecordedEvent) {
      let event = recorded.event
      if event.aggregateVersion == 1 {
        if AccountState.knows(event.eventType) {
          accounts.append(AggregateID(unchecked: ArraySlice(Array(event.aggregateID.bytes))))
        } else {
          others += 1
        }
      }
      truth.apply(event)
      guard !delivered.contains(recorded.position), AccountState.knows(event.eventType) else {
        return
      }
      let account = AggregateID(unchecked: ArraySlice(Array(event.aggregateID.bytes)))
      missing[account, default: []].append(event.eventID)
    }

    /// Prints the accounts that are wrong, or all.
    func print(all: Bool) throws -> ProjectionTotals {
      var output = StandardOutput()
      var totals = ProjectionTotals(accounts: Int64(accounts.count), others: others)
      for account in accounts {
        let (projected, actual) = (projection[account], truth[account])
        let before = totals.wrong
        totals.count(
          cents: actual.cents &- projected.cents, openings: actual.openings - projected.openings)
        guard all || totals.wrong > before else { continue }
        try output.write(
          ComparedAccount(
            account: account, name: actual.name, projected: projected.cents, actual: actual.cents,
            missing: missing[account] ?? []))
      }
      try output.flush()
      return totals
    }
  }
}

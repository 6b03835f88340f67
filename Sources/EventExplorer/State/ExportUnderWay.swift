import EventSourcing

/// An export that is being written behind the screen.
struct ExportUnderWay: Hashable, Sendable {
  /// What is written, and where.
  let export: Export
  /// How far it is; nil before the file is begun.
  var stage: ExportProgress.Stage?
  /// Whether it was cancelled, and is not yet known to have ended.
  var isCancelled = false

  /// What one of its rows is called.
  private var noun: String { export.content.noun }

  /// How far it is, in words.
  var words: String {
    let file = "to \(export.path)"
    switch stage {
    case .looking(let rows, let total):
      return "exporting \(file): \(Self.percent(rows, total)) looked through"
    case .writing(let rows, let total):
      let share = Self.percent(rows, total)
      return "exporting \(file): \(Shown.count(rows)) of \(Shown.count(total, noun)), \(share)"
    default: return "exporting \(file) …"
    }
  }

  /// What came of it, in words.
  func words(rows: Int64, bytes: Int64, lost: Int64) -> String {
    let left = lost > 0 ? "; \(Shown.count(lost, "event is", "events are")) missing" : ""
    return
      "wrote \(Shown.count(rows, noun)), \(Shown.count(bytes, "byte")) to \(export.path)\(left)"
  }

  private static func percent(_ part: Int64, _ whole: Int64) -> String {
    "\(whole > 0 ? min(99, Int(Double(part) / Double(whole) * 100)) : 0)%"
  }
}

extension Export.Content {
  /// What one of its rows is called.
  var noun: String {
    switch self {
    case .stream, .history, .commits: "event"
    case .aggregates: "aggregate"
    case .accounts: "account"
    case .architectures: "architecture"
    }
  }

  /// What is exported, in words, for the prompt's title.
  var words: String {
    switch self {
    case .stream(nil): "the global stream"
    case .stream: "the events that pass the filter"
    case .aggregates(_, _, nil): "the aggregates"
    case .aggregates(_, _, let pattern?): "the aggregates that match \(pattern.text)"
    case .history(let aggregate): "the events of \(aggregate)"
    case .commits: "commits and their places in the index"
    case .accounts(let reader, _, _): "the accounts of the \(reader.rawValue) reader"
    case .architectures: "what the architectures did"
    }
  }

  /// Which endings of a name choose which form, in words.
  var endings: String {
    switch self {
    case .stream, .history, .commits:
      ".jsonl: events that cqrs import takes, by commit; .csv or .json: with what is known of each"
    case .aggregates, .accounts: ".csv, .json, or .jsonl: an object a line"
    case .architectures: ".json, .jsonl or .csv"
    }
  }
}

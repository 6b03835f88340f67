import EventSourcing
import TerminalScreen

/// The line in which the file is named that a screen is exported to.
struct ExportPrompt: Hashable, Sendable {
  /// The name.
  var field: TextField
  /// Why it was not written, in words.
  var problem: String?
  /// Whether the file is being made.
  var isWriting = false
}

extension ExplorerState {
  /// Why nothing is exported here, in words; nil if something can be.
  var obstacleToExport: String? {
    if let exporting {
      return exporting.isCancelled
        ? "the export before is being cancelled" : "an export runs: Esc cancels it"
    }
    guard screen == .architectures else { return absence }
    return laboratory.results == nil
      ? "nothing was run yet: \(keyName(.run)) runs the architectures" : nil
  }

  /// What is exported of the screen: all that it stands for, as it is filtered and sorted.
  func exported(_ form: ExportForm) -> Export.Content? {
    switch screen {
    case .live: .stream(filter: nil)
    case .aggregates:
      .aggregates(
        aggregates.order, descending: aggregates.descending, matching: soughtAggregates)
    case .history: history.map { .history($0.aggregate) }
    case .stream: .stream(filter: browser.isFiltered ? browser.filter : nil)
    case .skew: .commits
    case .readModel:
      .accounts(readModel.reader, readModel.order, isReversed: readModel.isReversed)
    case .architectures:
      laboratory.results.map { .architectures($0.exported(form), count: $0.reports.count) }
    }
  }

  /// The name that is offered for the file.
  private var exportName: String {
    switch screen {
    case .live: "stream.jsonl"
    case .aggregates: "aggregates.csv"
    case .history: Self.fileName(of: history?.aggregate) + ".jsonl"
    case .stream: browser.isFiltered ? "filtered.jsonl" : "stream.jsonl"
    case .skew: "commits.csv"
    case .readModel: "accounts-\(readModel.reader.rawValue).csv"
    case .architectures: "architectures.txt"
    }
  }

  /// An aggregate's id as a file can be called: other people's data chooses no folder and no option.
  private static func fileName(of aggregate: AggregateID?) -> String {
    let name = "\(aggregate?.description ?? "")".prefix(64).map { character in
      character.isASCII && (character.isLetter || character.isNumber || "-_".contains(character))
        ? character : "_"
    }
    guard let first = name.first, first != "-" else { return "aggregate" + String(name) }
    return String(name)
  }

  mutating func beginExport() {
    overlay = .export(ExportPrompt(field: TextField(exportName)))
  }

  /// Takes a key of the prompt.
  mutating func handleExport(_ prompt: ExportPrompt, _ key: Key) {
    var prompt = prompt
    message = nil
    switch key {
    case .escape:
      overlay = nil
      if prompt.isWriting { cancelExport() }
      return
    case .enter where prompt.isWriting: break
    case .enter:
      let path = prompt.field.text
      guard !path.isEmpty else {
        prompt.problem = "a file needs a name"
        break
      }
      let form = ExportForm(fileName: path)
      guard let content = exported(form) else { return overlay = nil }
      prompt.isWriting = true
      prompt.problem = nil
      exports += 1
      let export = Export(number: exports, content: content, form: form, path: path)
      exporting = ExportUnderWay(export: export)
      ask(.export(export))
    default:
      guard !prompt.isWriting else { break }
      if prompt.field.handle(key) { prompt.problem = nil }
    }
    overlay = .export(prompt)
  }

  /// Ends the export that runs.
  /// - Returns: Whether one did.
  @discardableResult
  mutating func cancelExport() -> Bool {
    guard exporting?.isCancelled == false else { return false }
    exporting?.isCancelled = true
    ask(.endExport)
    say("cancelling the export …")
    return true
  }

  /// Takes how an export stands.
  mutating func take(_ progress: ExportProgress) {
    guard let running = exporting, running.export.number == progress.number else { return }
    exporting = nil
    switch progress.stage {
    case .looking, .writing:
      exporting = running
      exporting?.stage = progress.stage
      closeExportPrompt()
    case .done(let rows, let bytes, let lost):
      closeExportPrompt()
      say(
        running.words(rows: rows, bytes: bytes, lost: lost), lost > 0 ? .warning : .good)
    case .refused(let words):
      // The smallest terminal has no room for it in the prompt.
      say(words, .bad)
      guard case .export(var prompt) = overlay, prompt.isWriting else { return }
      prompt.problem = words
      prompt.isWriting = false
      overlay = .export(prompt)
    case .failed(let words):
      closeExportPrompt()
      say(words, .bad)
    case .cancelled:
      say("export cancelled: no file was made")
    }
  }

  /// The name is accepted: what goes on is told in the message line.
  private mutating func closeExportPrompt() {
    if case .export(let prompt) = overlay, prompt.isWriting { overlay = nil }
  }
}

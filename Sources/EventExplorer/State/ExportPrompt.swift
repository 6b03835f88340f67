import TerminalScreen

/// The line in which the file is named that a screen is exported to.
struct ExportPrompt: Hashable, Sendable {
  /// The name.
  var field: TextField
  /// Why it was not written, in words.
  var problem: String?
  /// Whether the file is being written.
  var isWriting = false
}

extension ExplorerState {
  /// Why nothing is exported here, in words; nil if something can be.
  var obstacleToExport: String? {
    guard content?.exportName == nil else { return nil }
    return screen == .architectures
      ? "nothing was run yet: \(keyName(.run)) runs the architectures"
      : "nothing can be exported here"
  }

  mutating func beginExport() {
    guard let name = content?.exportName else { return }
    overlay = .export(ExportPrompt(field: TextField(name)))
  }

  /// Takes a key of the prompt; a file that is being written is not called back.
  mutating func handleExport(_ prompt: ExportPrompt, _ key: Key) {
    var prompt = prompt
    message = nil
    switch key {
    case .escape: return overlay = nil
    case .enter where prompt.isWriting: break
    case .enter:
      let path = prompt.field.text
      guard !path.isEmpty else {
        prompt.problem = "a file needs a name"
        break
      }
      guard let text = content?.exported(ExportForm(fileName: path)) else { return overlay = nil }
      prompt.isWriting = true
      prompt.problem = nil
      ask(.write(text, path: path))
    default:
      guard !prompt.isWriting else { break }
      if prompt.field.handle(key) { prompt.problem = nil }
    }
    overlay = .export(prompt)
  }

  /// Takes note that a file was written.
  mutating func takeWritten(_ path: String, bytes: Int) {
    if case .export = overlay { overlay = nil }
    say("wrote \(Shown.count(bytes, "byte")) to \(path)", .good)
  }

  /// Takes note that a file was not written, and why: the name can be mended where it was typed.
  mutating func takeNotWritten(_ words: String) {
    // The smallest terminal has no room for it in the prompt.
    say(words, .bad)
    guard case .export(var prompt) = overlay else { return }
    prompt.problem = words
    prompt.isWriting = false
    overlay = .export(prompt)
  }
}

import Foundation

/// How a command ended, and what it said.
struct Outcome {
  /// The exit code; 128 and more if a signal ended it.
  let code: Int32
  /// Standard output.
  let output: String
  /// Standard error.
  let words: String

  /// Standard output's lines.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The events of standard output.
  var events: [PrintedEvent] {
    get throws {
      try lines.map { try JSONDecoder().decode(PrintedEvent.self, from: Data($0.utf8)) }
    }
  }
}

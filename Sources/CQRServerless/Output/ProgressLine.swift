import EventSourcing
import Foundation

/// A line that says how far a command is, on a terminal only.
struct ProgressLine {
  private var lastSaid = Date.distantPast
  private var isShown = false
  private let isWanted = StandardError.isTerminal

  /// Shows how far it is, at most ten times a second.
  mutating func show(_ words: @autoclosure () -> String) {
    guard isWanted, -lastSaid.timeIntervalSinceNow > 0.1 else { return }
    lastSaid = Date()
    isShown = true
    StandardError.write("\r\u{1b}[K" + Escaped.text(words()))
  }

  /// Shows a share as a bar.
  mutating func show(_ done: Int64, of total: Int64, _ words: String) {
    let share = total > 0 ? Double(done) / Double(total) : 1
    let filled = Int(share * 30)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    show("[\(bar)] \(Int(share * 100))% \(words)")
  }

  /// Takes the line away.
  mutating func end() {
    guard isShown else { return }
    isShown = false
    StandardError.write("\r\u{1b}[K")
  }
}

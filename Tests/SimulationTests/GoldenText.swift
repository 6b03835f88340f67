import Foundation
import Testing

/// Compares text with the file that holds it.
enum GoldenText {
  /// The variable that has the files written anew, to be read before they are committed.
  private static let recording = "CQRS_RECORD_GOLDEN"

  static func expect(
    _ lines: [String], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(name).txt")
    let text = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment[recording] != nil {
      try Data(text.utf8).write(to: file)
    }
    let golden = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    guard golden != text else { return }
    let wanted = golden.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let row = zip(lines, wanted).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
    Issue.record(
      "\(name) differs at row \(row); \(recording)=1 writes it anew:\n\(text)",
      sourceLocation: sourceLocation)
  }
}

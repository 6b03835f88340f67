import Foundation
import NcursesBackEnd

/// The user's own editor, for a text.
enum TextEditor {
  /// Lets the user edit a text, in the foreground of the terminal.
  /// - Parameters:
  ///   - text: The text.
  ///   - stop: Stops this program too; called when the editor was, for a shell waits for all of its job.
  /// - Returns: The text afterwards; nil if the editor failed or left no UTF-8.
  static func edit(_ text: String, stop: () -> Void) -> String? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-\(UUID().uuidString)")
    let file = folder.appendingPathComponent("metadata.json")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data(text.utf8).write(to: file)
      guard run(on: file.path, stop: stop) else { return nil }
      return String(bytes: try Data(contentsOf: file), encoding: .utf8)
    } catch {
      return nil
    }
  }

  /// Runs it by the shell, as `EDITOR` may hold arguments.
  private static func run(on path: String, stop: () -> Void) -> Bool {
    let script = #"exec ${VISUAL:-${EDITOR:-vi}} "$1""#
    return ForegroundProgram.run("/bin/sh", ["sh", "-c", script, "cqrs", path], stop: stop)
  }
}

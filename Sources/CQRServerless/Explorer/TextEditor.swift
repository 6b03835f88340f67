import Foundation

/// The user's own editor, for a text.
enum TextEditor {
  /// Lets the user edit a text, in the foreground of the terminal.
  /// - Returns: The text afterwards; nil if the editor failed or left no UTF-8.
  static func edit(_ text: String) -> String? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-\(UUID().uuidString)")
    let file = folder.appendingPathComponent("metadata.json")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      defer { try? FileManager.default.removeItem(at: folder) }
      try Data(text.utf8).write(to: file)
      guard run(on: file.path) else { return nil }
      return String(bytes: try Data(contentsOf: file), encoding: .utf8)
    } catch {
      return nil
    }
  }

  /// Runs it by the shell, as `EDITOR` may hold arguments; in our own process group, or it could not read
  /// from the terminal.
  private static func run(on path: String) -> Bool {
    let script = #"exec ${VISUAL:-${EDITOR:-vi}} "$1""#
    let words = ["sh", "-c", script, "cqrs", path]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }
}

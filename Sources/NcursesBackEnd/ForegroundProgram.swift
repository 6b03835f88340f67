internal import CNcurses
internal import Glibc

/// A program that has the terminal while ours waits, such as an editor.
public enum ForegroundProgram {
  /// Runs a program to its end, in our own process group: in another it could not read from the terminal.
  /// - Parameters:
  ///   - path: The program's file.
  ///   - arguments: Its arguments, the first is its name.
  ///   - stop: Stops this program too; called when the other was, for a shell waits for all of its job.
  /// - Returns: Whether it ran and ended well.
  public static func run(_ path: String, _ arguments: [String], stop: () -> Void) -> Bool {
    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let process = cncurses_start(path, words)
    guard process > 0 else { return false }
    while true {
      var status: Int32 = 0
      guard waitpid(process, &status, WUNTRACED) >= 0 else {
        guard errno == EINTR else { return false }
        continue
      }
      // What WIFSTOPPED asks, a macro that Swift does not see.
      guard status & 0xFF == 0x7F else { return status == 0 }
      stop()
    }
  }
}

import Foundation

/// A real terminal emulator around a program: tmux, on a socket of its own.
///
/// It waits by watching the program's output, so that no test sleeps.
final class TmuxTerminal {
  /// Something that did not come in time, with the screen as it stood.
  struct GaveUp: Error, CustomStringConvertible {
    let description: String
  }

  /// The folder that the test may use; it goes with the terminal.
  let folder: URL
  private let socket: String
  private let activity: Int32

  /// Starts a shell command in a terminal.
  /// - Parameters:
  ///   - command: A line for `sh`, run in ``folder``.
  ///   - columns: The terminal's width.
  ///   - rows: Its height.
  ///   - prepare: Puts files into the folder first.
  /// - Throws: `GaveUp` if tmux does not start.
  init(
    _ command: String, columns: Int, rows: Int, prepare: (URL) throws -> Void = { _ in }
  ) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-terminal-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try prepare(folder)
    socket = folder.appendingPathComponent("tmux").path
    let pipe = folder.appendingPathComponent("output").path
    guard mkfifo(pipe, 0o600) == 0 else { throw GaveUp(description: "no fifo at \(pipe)") }
    // Open for both, so that it neither waits for tmux nor ends when tmux closes it.
    activity = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    // The program waits for a line until its output is watched: nothing of it is lost.
    try Self.tmux(
      socket, "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c",
      folder.path, "read line; \(command)")
    try Self.tmux(socket, "set-option", "-g", "status", "off")
    try Self.tmux(socket, "set-option", "-g", "remain-on-exit", "on")
    try Self.tmux(socket, "resize-window", "-x", "\(columns)", "-y", "\(rows)")
    try Self.tmux(socket, "pipe-pane", "cat > '\(pipe)'")
    try Self.tmux(socket, "send-keys", "Enter")
  }

  deinit {
    _ = try? Self.tmux(socket, "kill-server")
    close(activity)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Presses keys by tmux's names: `Enter`, `Escape`, `j`, `C-c`.
  func press(_ keys: String...) throws {
    try Self.tmux(socket, ["send-keys"] + keys)
  }

  /// Types text as it is.
  func type(_ text: String) throws {
    try Self.tmux(socket, "send-keys", "-l", text)
  }

  /// Changes the terminal's size.
  func resize(columns: Int, rows: Int) throws {
    try Self.tmux(socket, "resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// The rows of the screen.
  func screen() throws -> [String] {
    try Self.tmux(socket, "capture-pane", "-p").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  /// What tmux knows of the terminal: `cursor_flag`, `alternate_on`, `pane_dead`.
  func fact(_ name: String) throws -> String {
    try Self.tmux(socket, "display-message", "-p", "#{\(name)}")
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Sends a signal to the program, which is the shell's child.
  func signalProgram(_ name: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/pkill")
    process.arguments = ["-\(name)", "-P", try fact("pane_pid"), "cqrs"]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw GaveUp(description: "no program to signal")
    }
  }

  /// Waits until the screen is as wanted.
  /// - Returns: The screen.
  /// - Throws: `GaveUp` after 20 s: long, because a busy machine is no fault of the program's.
  @discardableResult
  func wait(for what: String, until isThere: ([String]) -> Bool) throws -> [String] {
    let end = Date().addingTimeInterval(20)
    while true {
      let rows = try screen()
      if isThere(rows) { return rows }
      let left = end.timeIntervalSinceNow
      guard left > 0 else {
        throw GaveUp(description: "no \(what) on:\n" + rows.joined(separator: "\n"))
      }
      awaitOutput(milliseconds: Int32(min(left, 1) * 1000))
    }
  }

  /// Waits until a text stands on the screen.
  @discardableResult
  func wait(for text: String) throws -> [String] {
    try wait(for: "'\(text)'") { rows in rows.contains { $0.contains(text) } }
  }

  /// Returns when the program has written, or the time is over.
  private func awaitOutput(milliseconds: Int32) {
    var ready = pollfd(fd: activity, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while read(activity, &buffer, buffer.count) == buffer.count {}
  }

  @discardableResult
  private static func tmux(_ socket: String, _ arguments: String...) throws -> String {
    try tmux(socket, arguments)
  }

  @discardableResult
  private static func tmux(_ socket: String, _ arguments: [String]) throws -> String {
    // Spawned by hand: Foundation waits for a descriptor to be closed that tmux's server inherits, and
    // what is said goes to a file, for the server would hold a pipe open too.
    let path = socket + ".said"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path, flags, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    // Dispatch's threads block every signal, and a child would too.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // Whoever runs the tests may have keys and colours of their own.
    let settings = ["LC_ALL=C.UTF-8", "XDG_CONFIG_HOME=\(socket).config"]
    let words = ["env", "-u", "TMUX"] + settings + ["tmux", "-u", "-S", socket] + arguments
    let pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    var status: Int32 = -1
    if posix_spawn(&process, "/usr/bin/env", &actions, &attributes, pointers, environ) == 0 {
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    guard status == 0 else {
      throw GaveUp(description: "tmux \(arguments.joined(separator: " ")): \(text)")
    }
    return text
  }
}

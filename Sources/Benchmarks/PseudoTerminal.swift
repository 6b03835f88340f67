import Foundation
import Glibc

/// A program on a terminal of its own, whose output is timed as it arrives.
final class PseudoTerminal {
  /// What came within one wait; times are milliseconds from the keys that were sent before it, or the start.
  struct Output {
    /// How many bytes there were.
    var byteCount = 0
    /// How many pictures: bytes that came together.
    var frames = 0
    /// When the first byte came; nil if none did.
    var firstMilliseconds: Double?
    /// When the last byte came.
    var lastMilliseconds: Double?
    /// When what was waited for was shown; nil if it was not.
    var doneMilliseconds: Double?
  }

  /// The program could not be started.
  struct StartFailure: Error, CustomStringConvertible {
    let description: String
  }

  /// TIOCSPTLCK, TIOCGPTN and POSIX_SPAWN_SETSID, which Swift's import of the C library lacks.
  private static let (lockRequest, numberRequest): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
  private static let newSession: Int16 = 0x80

  private let descriptor: Int32
  /// The program's process.
  let process: pid_t
  /// What the terminal shows.
  private(set) var picture: TerminalPicture
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// When what is waited for next began, in nanoseconds; nil: with the wait.
  private var began: UInt64?

  /// Starts a program as the leader of a session on a new terminal.
  init(_ arguments: [String], columns: Int, rows: Int) throws {
    picture = TerminalPicture(columns: columns, rows: rows)
    descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (number, isLocked): (Int32, Int32) = (0, 0)
    guard descriptor >= 0, ioctl(descriptor, Self.lockRequest, &isLocked) == 0,
      ioctl(descriptor, Self.numberRequest, &number) == 0
    else {
      throw StartFailure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    let name = "/dev/pts/\(number)"
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(&attributes, Self.newSession)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    // Opened by the leader of a new session, it becomes that session's terminal.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)

    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = "xterm-256color"
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    began = DispatchTime.now().uptimeNanoseconds
    var started: pid_t = 0
    let code = posix_spawn(&started, arguments[0], &actions, &attributes, words, variables)
    guard code == 0 else {
      throw StartFailure(description: "\(arguments[0]): \(String(cString: strerror(code)))")
    }
    process = started
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    close(descriptor)
  }

  /// Sends keys.
  func send(_ keys: String) {
    guard !keys.isEmpty else { return }
    let bytes = Array(keys.utf8)
    began = DispatchTime.now().uptimeNanoseconds
    _ = write(descriptor, bytes, bytes.count)
  }

  /// Reads until it is enough.
  /// - Parameters:
  ///   - limit: The longest wait, in milliseconds.
  ///   - quiet: Milliseconds without a byte that end the wait, once there was one; nil: none do.
  ///   - isEnough: Whether what is shown now is what was waited for.
  /// - Returns: What came meanwhile.
  @discardableResult
  func read(
    limit: Int32, quiet: Int32? = nil, until isEnough: (TerminalPicture) -> Bool = { _ in false }
  ) -> Output {
    var output = Output()
    let began = began ?? DispatchTime.now().uptimeNanoseconds
    self.began = nil
    func passed() -> Double { Double(DispatchTime.now().uptimeNanoseconds - began) / 1_000_000 }
    while output.doneMilliseconds == nil {
      var rest = Int32(Double(limit) - passed())
      if let quiet, output.firstMilliseconds != nil { rest = min(rest, quiet) }
      var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard rest > 0, poll(&ready, 1, rest) > 0 else { return output }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return output }
      let now = passed()
      // A frame is sent at once: what comes later is another one.
      if now - (output.lastMilliseconds ?? -.infinity) > 3 { output.frames += 1 }
      output.byteCount += count
      output.firstMilliseconds = output.firstMilliseconds ?? now
      output.lastMilliseconds = now
      picture.take(buffer[..<count])
      if isEnough(picture) { output.doneMilliseconds = now }
    }
    return output
  }

  /// Processor time that the program has used, in milliseconds; nil if it has ended.
  var processorMilliseconds: Double? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      return nil
    }
    return (user + system) * 1000 / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The memory that the program has in use, and the most that it ever had, in MB; nil if it has ended.
  var megabytes: (resident: Double, most: Double)? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else {
      return nil
    }
    func kilobytes(_ name: String) -> Double? {
      let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
      return line.flatMap { Double($0.split(whereSeparator: \.isWhitespace)[1]) }
    }
    guard let resident = kilobytes("VmRSS:"), let most = kilobytes("VmHWM:") else { return nil }
    return (resident / 1024, most / 1024)
  }

  /// How often the program's threads have gone to sleep so far; nil if it has ended.
  var wakeups: Int? {
    let tasks = "/proc/\(process)/task"
    guard let threads = try? FileManager.default.contentsOfDirectory(atPath: tasks) else {
      return nil
    }
    return threads.reduce(0) { sum, thread in
      let status = try? String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)
      let line = status?.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
      return sum + (line.flatMap { Int($0.split(whereSeparator: \.isWhitespace)[1]) } ?? 0)
    }
  }
}

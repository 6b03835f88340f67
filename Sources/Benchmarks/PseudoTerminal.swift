import Foundation
import Glibc

/// A program on a terminal of its own, whose output is timed as it arrives.
final class PseudoTerminal {
  /// What came within one wait.
  struct Output {
    /// The bytes.
    var bytes: [UInt8] = []
    /// Milliseconds from the wait's beginning to the first byte; nil if none came.
    var firstMilliseconds: Double?
    /// Milliseconds from the wait's beginning to the last byte.
    var lastMilliseconds: Double?
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

  /// Starts a program as the leader of a session on a new terminal.
  init(_ arguments: [String], columns: Int, rows: Int) throws {
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
    let bytes = Array(keys.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  /// Reads for a while.
  func read(for milliseconds: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = readWhile(milliseconds) {
      bytes += $0; return true
    }
    return bytes
  }

  /// Reads until a text has come.
  /// - Returns: The milliseconds until then; nil if it did not come within the limit.
  func milliseconds(until text: String, limit: Int32) -> Double? {
    let needle = Array(text.utf8)
    var tail: [UInt8] = []
    var hasCome = false
    let passed = readWhile(limit) { bytes in
      tail = tail.suffix(needle.count) + bytes
      hasCome = tail.indices.contains { tail[$0...].starts(with: needle) }
      return !hasCome
    }
    return hasCome ? passed : nil
  }

  /// Hands out what comes until it is enough, or the time is over.
  /// - Returns: The milliseconds until the last byte.
  private func readWhile(_ limit: Int32, _ take: (ArraySlice<UInt8>) -> Bool) -> Double {
    let began = DispatchTime.now().uptimeNanoseconds
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var passed = 0.0
    while true {
      let now = Double(DispatchTime.now().uptimeNanoseconds - began) / 1_000_000
      let rest = Int32(Double(limit) - now)
      var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard rest > 0, poll(&ready, 1, rest) > 0 else { return passed }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return passed }
      passed = Double(DispatchTime.now().uptimeNanoseconds - began) / 1_000_000
      guard take(buffer[..<count]) else { return passed }
    }
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

  /// Reads until the program has been quiet for a while.
  /// - Parameters:
  ///   - quiet: Milliseconds without a byte that end the wait, once there was one.
  ///   - limit: The longest wait for the first byte, in milliseconds.
  /// - Returns: The bytes and when they came.
  func read(quiet: Int32, limit: Int32) -> Output {
    var output = Output()
    let began = DispatchTime.now().uptimeNanoseconds
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, output.firstMilliseconds == nil ? limit : quiet) > 0 else { break }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { break }
      let passed = Double(DispatchTime.now().uptimeNanoseconds - began) / 1_000_000
      output.firstMilliseconds = output.firstMilliseconds ?? passed
      output.lastMilliseconds = passed
      output.bytes.append(contentsOf: buffer[..<count])
    }
    return output
  }
}

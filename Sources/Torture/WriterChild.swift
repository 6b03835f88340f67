import Foundation

/// A process of writers, under way.
struct WriterChild {
  private let process = Process()
  /// What it was told, a line a call.
  ///
  /// A file: a pipe would have it wait while another's is read.
  private let answers: URL

  /// Starts writers in a process of their own.
  /// - Parameters:
  ///   - path: The store's path.
  ///   - name: What their calls' names begin with.
  ///   - seed: The seed of what they draw.
  ///   - options: Further options of `cqrs-torture writers`.
  /// - Throws: What the system says if it can't be started.
  init(path: String, name: String, seed: UInt64, options: [String] = []) throws {
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments =
      ["writers", path, "--name", name, "--seed", String(seed)] + options
    answers = URL(fileURLWithPath: "\(path).\(name).answers")
    try Data().write(to: answers)
    let output = try FileHandle(forWritingTo: answers)
    process.standardOutput = output
    try process.run()
    try output.close()
  }

  /// Kills it.
  func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

  /// Waits for its end.
  /// - Returns: The calls that were answered.
  /// - Throws: `TortureFailure` if it ended as it should not.
  func calls(expectingKill: Bool) throws -> [Call] {
    process.waitUntilExit()
    let printed = try Data(contentsOf: answers)
    try FileManager.default.removeItem(at: answers)
    let wasKilled =
      process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    guard expectingKill ? wasKilled : process.terminationStatus == 0 && !wasKilled else {
      throw TortureFailure(["the writers ended with \(process.terminationStatus)"])
    }
    // Killed while it prints, the last line is cut off: nobody was told of that call.
    let whole = printed.prefix(through: printed.lastIndex(of: UInt8(ascii: "\n")) ?? -1)
    return try whole.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Call.self, from: $0)
    }
  }
}

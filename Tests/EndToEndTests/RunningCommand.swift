import Foundation

/// A process of the program.
///
/// Its streams are files, which never fill up as pipes do.
final class RunningCommand {
  private let process = Process()
  private let base: URL

  init(executable: URL, _ arguments: [String], in folder: URL) {
    base = folder.appendingPathComponent("run-\(UUID().uuidString)")
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // Whoever runs the tests may have keys and colours of their own.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["XDG_CONFIG_HOME": base.path + ".config"]) { $1 }
  }

  /// Starts it.
  /// - Parameters:
  ///   - input: What it reads.
  ///   - output: Where it writes; nil: a file.
  /// - Throws: What the system gives if there is no such program.
  func start(input: Data, output: Pipe?) throws {
    try input.write(to: file("in"))
    try Data().write(to: file("out"))
    try Data().write(to: file("err"))
    let reading = try FileHandle(forReadingFrom: file("in"))
    let errors = try FileHandle(forWritingTo: file("err"))
    process.standardInput = reading
    process.standardError = errors
    if let output {
      process.standardOutput = output
    } else {
      process.standardOutput = try FileHandle(forWritingTo: file("out"))
    }
    try process.run()
  }

  /// Sends it a signal.
  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits until it has used so much of a processor's time, or has ended.
  func waitUntilItHasWorked(seconds: Double) throws {
    let ticks = seconds * Double(sysconf(Int32(_SC_CLK_TCK)))
    while process.isRunning, try processorTicks() < ticks { poll(nil, 0, 10) }
  }

  /// The processor's time that it has used, in the system's clock ticks.
  private func processorTicks() throws -> Double {
    let path = "/proc/\(process.processIdentifier)/stat"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    // After the name in brackets: user's time is the 12th field, the system's the 13th.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    return fields.dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +)
  }

  /// Waits for its end.
  func outcome() throws -> Outcome {
    process.waitUntilExit()
    let code = process.terminationStatus
    return Outcome(
      code: process.terminationReason == .exit ? code : 128 + code,
      output: String(decoding: try Data(contentsOf: file("out")), as: UTF8.self),
      words: String(decoding: try Data(contentsOf: file("err")), as: UTF8.self))
  }

  private func file(_ stream: String) -> URL {
    base.appendingPathExtension(stream)
  }
}

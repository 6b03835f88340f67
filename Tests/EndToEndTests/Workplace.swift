import Foundation

/// A folder of its own in which the built program is run; it goes with the test.
final class Workplace: Sendable {
  /// The folder.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// What lies in the folder, but for what the runs themselves leave there.
  var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { !$0.hasPrefix("run-") }.sorted()
    }
  }

  /// A path in the folder.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  /// Reads a file.
  func read(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name))
  }

  /// Runs the program to its end.
  @discardableResult
  func run(_ arguments: String..., input: String = "") throws -> Outcome {
    try start(arguments, input: input).outcome()
  }

  /// Runs a line of `sh` to its end, in which `cqrs` is the program.
  func shell(_ line: String) throws -> Outcome { try startShell(line).outcome() }

  /// Starts a line of `sh`, in which `cqrs` is the program.
  func startShell(_ line: String) throws -> RunningCommand {
    try start(
      executable: URL(fileURLWithPath: "/bin/sh"), ["-c", Self.cqrs + line], input: "", output: nil)
  }

  /// Runs a line of `sh` in a terminal, in which `cqrs` is the program.
  func terminal(_ line: String) throws -> TmuxTerminal {
    try TmuxTerminal(
      "cd '\(folder.path)'; \(Self.cqrs)\(line); read stay", columns: 120, rows: 40)
  }

  private static let cqrs = "cqrs() { '\(BuiltProgram.path)' \"$@\"; }; "

  /// Starts the program.
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - input: What it reads.
  ///   - output: Where it writes; nil: a file, which the outcome gives.
  /// - Returns: The process.
  /// - Throws: What the system gives if there is no such program.
  func start(_ arguments: [String], input: String = "", output: Pipe? = nil) throws
    -> RunningCommand
  {
    try start(
      executable: URL(fileURLWithPath: BuiltProgram.path), arguments, input: input, output: output)
  }

  private func start(
    executable: URL, _ arguments: [String], input: String, output: Pipe?
  ) throws -> RunningCommand {
    let command = RunningCommand(executable: executable, arguments, in: folder)
    try command.start(input: Data(input.utf8), output: output)
    return command
  }
}

import Foundation

/// The program under test, built beside the tests.
enum BuiltProgram {
  /// The path of `cqrs`.
  static let path: String = {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
    return tests.deletingLastPathComponent().appendingPathComponent("cqrs").path
  }()

  /// Runs it on files, without a terminal.
  /// - Returns: What it wrote to standard output.
  @discardableResult
  static func run(_ arguments: String..., in folder: URL, input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    let feed = Pipe()
    process.standardOutput = output
    process.standardInput = feed
    try process.run()
    feed.fileHandleForWriting.write(Data(input.utf8))
    try feed.fileHandleForWriting.close()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw TmuxTerminal.GaveUp(
        description: "cqrs \(arguments) ended with \(process.terminationStatus)")
    }
    return text
  }
}

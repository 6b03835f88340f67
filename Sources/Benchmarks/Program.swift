import Foundation

/// The program that is measured.
enum Program {
  /// Its path: it lies beside this one.
  static var cqrs: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
      .deletingLastPathComponent().appendingPathComponent("cqrs").path
  }

  /// It ended with another code than 0.
  struct Failed: Error {}

  /// Runs it to its end.
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - path: Where its output goes.
  /// - Throws: `Failed`, or what the system says if it can't be started.
  static func run(_ arguments: String..., to path: String = "/dev/null") throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: cqrs)
    process.arguments = arguments
    try? Data().write(to: URL(fileURLWithPath: path))
    process.standardOutput = FileHandle(forWritingAtPath: path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
  }
}

import Foundation

/// The program that is measured.
enum Program {
  /// Its path: it lies beside this one.
  static var cqrs: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
      .deletingLastPathComponent().appendingPathComponent("cqrs").path
  }
}

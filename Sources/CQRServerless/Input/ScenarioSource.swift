import ArgumentParser
import Foundation
import Scenarios

/// Where a scenario comes from: the program itself, or a file of the user's.
struct ScenarioSource {
  private let argument: String

  /// The most bytes that a scenario's file has: more is something else.
  private static let mostBytes = 1 << 20

  /// What could have been meant instead: the demo is what is run without a command.
  private static var commands: [String] {
    RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  init(_ argument: String) {
    self.argument = argument
  }

  /// Reads the scenario.
  /// - Throws: `CommandFailure` if there is none of this name, or its file can't be read; `InvalidScenario`.
  func read() throws -> Scenario {
    guard argument.contains("/") || argument.hasSuffix(BuiltInScenarios.ending) else {
      guard let scenario = try BuiltInScenarios.scenario(argument) else {
        throw CommandFailure(
          .usage, BuiltInScenarios.words(noScenarioCalled: argument, commands: Self.commands))
      }
      return scenario
    }
    return try Scenario(utf8: try bytes(), file: argument)
  }

  private func bytes() throws -> Data {
    let descriptor = open(argument, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let kind: CommandFailure.Kind = errno == ENOENT || errno == ENOTDIR ? .missing : .inputOutput
      throw CommandFailure(kind, "\(argument): \(String(cString: strerror(errno)))")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let bytes: Data?
    do {
      bytes = try file.read(upToCount: Self.mostBytes + 1)
    } catch {
      throw CommandFailure(.missing, "\(argument) can't be read")
    }
    guard (bytes?.count ?? 0) <= Self.mostBytes else {
      throw CommandFailure(.input, "\(argument) is too long for a scenario")
    }
    return bytes ?? Data()
  }
}

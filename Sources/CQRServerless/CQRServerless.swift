import ArgumentParser
import EventSourcing
import Glibc
import NcursesBackEnd

/// The program: takes its arguments apart, runs a command, and ends with the code that says how it went.
@main
enum CQRServerless {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGINT) { _ in _exit(130) }
    exit(run(checkedArguments()))
  }

  /// The arguments; one that is not UTF-8 ends the program.
  private static func checkedArguments() -> [String] {
    (1..<Int(CommandLine.argc)).compactMap { place in
      guard let raw = CommandLine.unsafeArgv[place] else { return nil }
      guard let argument = String(validatingCString: raw) else {
        StandardError.say("error: argument \(place) is not UTF-8")
        exit(CommandFailure.Kind.usage.rawValue)
      }
      return argument
    }
  }

  /// Runs a command.
  /// - Returns: The exit code.
  private static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try RootCommand.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let failure as CommandFailure {
      return end(failure)
    } catch let error as EventStoreError {
      return end(CommandFailure(error))
    } catch let error as InvalidEvent {
      return end(CommandFailure(error))
    } catch let signal as EndedBySignal {
      return 128 + signal.number
    } catch {
      return end(parserError: error, arguments)
    }
  }

  private static func end(_ failure: CommandFailure) -> Int32 {
    StandardError.say("error: " + failure.words)
    return failure.kind.rawValue
  }

  /// Ends with what the argument parser says: help, the version, or what is off.
  private static func end(parserError error: any Error, _ arguments: [String]) -> Int32 {
    let code = RootCommand.exitCode(for: error)
    guard !code.isSuccess else {
      print(RootCommand.fullMessage(for: error))
      return 0
    }
    // Its words quote the arguments: those are made visible first, so that its line ends are its own.
    var quoted = error
    do {
      _ = try RootCommand.parseAsRoot(arguments.map { Escaped.text($0) })
    } catch {
      quoted = error
    }
    for line in RootCommand.fullMessage(for: quoted).split(separator: "\n") {
      StandardError.say(String(line))
    }
    return CommandFailure.Kind.usage.rawValue
  }
}

/// A signal ended the explorer, which has put the terminal back.
struct EndedBySignal: Error {
  /// The signal.
  var number: Int32
}

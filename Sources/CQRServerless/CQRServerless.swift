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
    acceptSignals()
    fillStandardDescriptors()
    exit(run(checkedArguments()))
  }

  /// Lets signals through that end the program: whoever started it may have blocked them, as
  /// Dispatch's threads do.
  private static func acceptSignals() {
    var ending = sigset_t()
    sigemptyset(&ending)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&ending, number) }
    pthread_sigmask(SIG_UNBLOCK, &ending, nil)
  }

  /// Takes the places of standard streams that are closed, before a file of ours gets one of them.
  ///
  /// Each is opened the wrong way round, so that using it fails as it would have.
  private static func fillStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
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
    var command: any ParsableCommand
    do {
      command = try RootCommand.parseAsRoot(arguments)
    } catch {
      return end(parserError: error, arguments)
    }
    return code {
      do {
        try command.run()
      } catch  where RootCommand.exitCode(for: error).isSuccess {
        try say(RootCommand.fullMessage(for: error))
      }
    }
  }

  /// Does something, and says what kept it from its end.
  /// - Returns: The exit code.
  private static func code(_ work: () throws -> Void) -> Int32 {
    do {
      try work()
      return 0
    } catch is StandardOutput.Closed {
      return 0
    } catch let signal as EndedBySignal {
      return 128 + signal.number
    } catch {
      let failure = CommandFailure(error)
      StandardError.say("error: " + failure.words)
      return failure.kind.rawValue
    }
  }

  /// Ends with what the argument parser says: help, the version, or what is off.
  private static func end(parserError error: any Error, _ arguments: [String]) -> Int32 {
    guard !RootCommand.exitCode(for: error).isSuccess else {
      return code { try say(RootCommand.fullMessage(for: error)) }
    }
    // Its words quote the arguments: those are made visible first, so that its line ends are its own.
    var quoted = error
    do {
      _ = try RootCommand.parseAsRoot(arguments.map { Escaped.text($0) })
    } catch {
      quoted = error
    }
    for (place, line) in RootCommand.fullMessage(for: quoted).split(separator: "\n").enumerated() {
      let isError = place == 0 && line.hasPrefix("Error: ")
      StandardError.say(isError ? "error: " + line.dropFirst(7) : String(line))
    }
    return CommandFailure.Kind.usage.rawValue
  }

  /// Answers a question for help, the version or a shell's completions.
  private static func say(_ text: String) throws {
    var output = StandardOutput()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      try output.write(line: String(line))
    }
    try output.flush()
  }
}

/// A signal ended the explorer, which has put the terminal back.
struct EndedBySignal: Error {
  /// The signal.
  var number: Int32
}

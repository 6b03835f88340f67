import EventExplorer
import EventSourcing
import Foundation
import Glibc
import TerminalScreen

/// What a user has set once for all: keys, colours, the demo's settings.
struct Configuration {
  /// Which keys do what.
  var keys = KeyMap.standard
  /// The theme.
  var theme = ThemeName.auto
  /// How roles look that do not look as in the theme.
  var colours: [Style.Role: Theme.Look] = [:]
  /// What the command line does not say.
  var defaults = DemoDefaults()

  /// Gives what the explorer begins with.
  /// - Parameter mouse: What the command line says of the mouse, if anything.
  /// - Returns: The preferences.
  func preferences(mouse: Bool?) -> ExplorerPreferences {
    var preferences = ExplorerPreferences()
    preferences.keys = keys
    preferences.theme = theme
    preferences.reader = defaults.reader ?? preferences.reader
    preferences.hasMouse = mouse ?? defaults.mouse ?? preferences.hasMouse
    return preferences
  }
}

extension Configuration {
  /// Reads the file that the user named, or the one at its usual place, if there is one.
  /// - Throws: `CommandFailure`: 66 if a named file is not there, 74 if it can't be read, 65 if an entry is
  ///   wrong; all but the last wrong one were said by then.
  static func load(_ path: String?) throws -> Configuration {
    guard let file = path ?? usualPlace() else { return Configuration() }
    guard let bytes = try read(file, mustExist: path != nil) else { return Configuration() }
    let reader = ConfigReader(bytes)
    guard let last = reader.problems.last else { return reader.configuration }
    for problem in reader.problems.dropLast() {
      StandardError.say("error: \(file):\(problem.line): \(problem.words)")
    }
    throw CommandFailure(.input, "\(file):\(last.line): \(last.words)")
  }

  /// `$XDG_CONFIG_HOME/cqrs/config.toml`, or `~/.config/cqrs/config.toml`.
  static func usualPlace(
    in environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    // A folder that is not absolute is none (XDG Base Directory Specification).
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return folder + "/cqrs/config.toml"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.config/cqrs/config.toml"
  }

  /// The most that a file of settings has, in bytes.
  private static let largest = 1 << 18

  private static func read(_ path: String, mustExist: Bool) throws -> [UInt8]? {
    func failure(_ number: Int32) -> CommandFailure {
      let isMissing = [ENOENT, ENOTDIR, EISDIR].contains(number)
      return CommandFailure(
        isMissing ? .missing : .inputOutput, "\(path): \(String(cString: strerror(number)))")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if !mustExist, [ENOENT, ENOTDIR].contains(errno) { return nil }
      throw failure(errno)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count <= largest {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(errno) }
      guard count > 0 else { return bytes }
      bytes += piece.prefix(count)
    }
    throw CommandFailure(.input, "\(path): it has more than \(largest) bytes")
  }
}

import ArgumentParser

/// Options of every command that opens the explorer.
struct ConfigOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take keys, colours and defaults from this file, not from ~/.config/cqrs/config.toml.",
      valueName: "file"))
  var config: String?
  @Flag(inversion: .prefixedNo, help: "Clicks and the wheel are the explorer's, or the terminal's.")
  var mouse: Bool?
}

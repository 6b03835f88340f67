import Architectures
import ArgumentParser
import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

@testable import CQRServerless

/// What a config file sets, and the line on which it is wrong.
@Suite struct ConfigReaderTests {
  private func read(_ text: String) -> ConfigReader { ConfigReader(Array(text.utf8)) }

  @Test func `keys, colours and defaults are taken over`() throws {
    let reader = read(
      """
      # mine
      theme = "light"
      [keys]
      pause = ["F5", "ctrl-p"]
      export = []
      [colors]
      bad = "bold #ff0000 on 236"
      quiet = 240
      [defaults]
      rate = 500
      speed = 2
      architecture = "quantum-ledger"
      reader = "overlap"
      mouse = false
      """)
    #expect(reader.problems == [])
    let configuration = reader.configuration
    #expect(configuration.keys.keys(of: .pause) == [.function(5), .control("p")])
    #expect(configuration.keys.action(of: .character(" ")) == nil)
    #expect(configuration.keys.keys(of: .export) == [])
    #expect(configuration.theme == .light)
    #expect(configuration.colours[.bad]?.background == TerminalColour(number: 236))
    #expect(configuration.colours[.bad]?.rich == .bold)
    #expect(configuration.colours[.quiet]?.foreground.full == 240)
    #expect(configuration.preferences(mouse: nil).hasMouse == false)
    #expect(configuration.preferences(mouse: true).hasMouse)
    #expect(configuration.preferences(mouse: nil).reader == .overlap)
  }

  @Test(
    arguments: [
      (#"[keys]|pasue = "x""#, 2, #"unknown action "pasue": did you mean "pause"?"#),
      (#"[keys]||pause = "Spce""#, 3, #"unknown key "Spce": did you mean "Space"?"#),
      (#"[keys]|rate = "x""#, 2, "rate takes a value: no key gives it one"),
      (#"[keys]|pause = 3"#, 2, #"pause is a key or a list of keys, such as "x" or ["x", "F5"]"#),
      (#"[keys]|pause = [|"F5",|3|]|"#, 2, "pause is a key or a list of keys"),
      (#"[keys]|pause = "Ctrl-I""#, 2, "terminals send Tab for Ctrl-I"),
      (
        #"[keys]|pause = "x""#, 2,
        #""x" is bound to both export and pause; export has it by itself: give that another, or none: export = []"#
      ),
      (#"[keys]|sort = "F5"|pause = "F5""#, 3, #""F5" is bound to both sort and pause"#),
      ("[keys]|leave = []", 2, "leave keeps a key at least"),
      ("[keys]|help = []", 2, "help keeps a key at least"),
      ("[kyes]|a = 1", 1, #"unknown entry "kyes": did you mean "keys"?"#),
      (#"keys = "x""#, 1, #"keys is a table, [keys], not "x""#),
      (#"|theme = "drak""#, 2, #"unknown theme "drak": did you mean "dark"?"#),
      ("theme = 3", 1, "theme is one of auto, dark, light, not 3"),
      (#"[colors]|qiet = "red""#, 2, #"unknown role "qiet": did you mean "quiet"?"#),
      (#"[colors]|bad = "blod red""#, 2, #"unknown colour "blod": did you mean "bold"?"#),
      (##"[colors]|bad = "#ff00""##, 2, "#ff00 is no colour: #d0a000 is one"),
      (#"[colors]|bad = 256"#, 2, "256 is no colour: numbers go from 0 to 255"),
      (#"[colors]|bad = "red blue""#, 2, #"two colours and no "on" between them"#),
      (#"[colors]|bad = "red on""#, 2, #"a colour is missing after "on""#),
      ("[colors]|bad = true", 2, #"bad is a look, such as "bold #d0a000 on 236", not true"#),
      ("[defaults]|rate = 1_000_000", 2, "rate is a whole number from 0 to 100000, not 1000000"),
      (#"[defaults]|rate = "fast""#, 2, #"rate is a whole number from 0 to 100000, not "fast""#),
      ("[defaults]|writers = 0", 2, "writers is a whole number from 1 to 256"),
      ("[defaults]|speed = 0.001", 2, "speed is a number from 0.01 to 100, not 0.001"),
      ("[defaults]|speeed = 1", 2, #"unknown default "speeed": did you mean "speed"?"#),
      ("[defaults]|mouse = 1", 2, "mouse is true or false, not 1"),
      (
        #"[defaults]|architecture = "dynamo-ksuid""#, 2,
        #"unknown architecture "dynamo-ksuid": did you mean "dynamodb-ksuid"?"#
      ),
      (#"[defaults]|reader = "overlp""#, 2, #"did you mean "overlap"?"#),
      ("[keys|", 1, "expected ']'"), ("a = 1|b = |", 2, "error while parsing"),
      ("a = 1|a = 2", 2, "error while parsing"),
    ] as [(String, Int, String)])
  func `a wrong entry is told with its line and what is right`(
    text: String, line: Int, words: String
  ) throws {
    let problems = read(text.replacing("|", with: "\n")).problems
    let problem = try #require(problems.first)
    #expect(problems.count == 1, "\(problems)")
    #expect(problem.line == line)
    #expect(problem.words.contains(words), "\(problem.words)")
  }

  @Test func `all that is wrong is told, in the order of lines`() {
    let problems = read("[defaults]\nrate = -1\nshard = 1\n[keys]\nx = 1\nopen = \"q\"\n").problems
    #expect(problems.map(\.line) == [2, 3, 5, 6])
  }

  @Test func `an entry's line is that on which it begins, whatever stands around it`() {
    let long = "list = [\n 1,\n 2,\n]\n"
    let text =
      "# one\r\n\r\n" + long + "[keys]\r\n\"a b\".c = \"\"\"\nx\n\"\"\" # end\n\nlast.up = 1"
    let places = EntryPlaces(text)
    #expect(places.line(of: ["list"]) == 3)
    #expect(places.line(of: ["keys"]) == 7)
    #expect(places.line(of: ["keys", "a b"]) == 8)
    #expect(places.line(of: ["keys", "last", "up"]) == 12)
  }

  @Test func `a key that was made free can be bound to something else`() {
    let reader = read("[keys]\nexport = []\npause = \"x\"\n")
    #expect(reader.problems == [])
    #expect(reader.configuration.keys.action(of: .character("x")) == .pause)
  }

  @Test(arguments: [[0xFF, 0x0A], Array("a = 1\n\0b".utf8)] as [[UInt8]])
  func `what is no text is told as such`(bytes: [UInt8]) {
    #expect(ConfigReader(bytes).problems.first?.words == "the file is no text in UTF-8")
  }

  @Test func `the command line goes before the file, and the file before what is built in`() throws
  {
    let configuration = read(
      "[defaults]\nrate = 500\nwriters = 16\nspeed = 0.5\narchitecture = \"quantum-ledger\"\n"
    ).configuration
    let command = try DemoCommand.parse(["--rate", "7", "--clock-skew", "9"])
    let options = command.options(configuration)
    #expect(options.settings.eventsPerSecond == 7)
    #expect(options.settings.writers == 16)
    #expect(options.settings.clockSkewMilliseconds == 9)
    #expect(options.settings.speedThousandths == 500)
    #expect(options.settings.shards == LiveSettings().shards)
    #expect(options.architecture == .quantumLedger)
    #expect(try DemoCommand.parse([]).options(Configuration()).settings == LiveSettings())
  }

  @Test func `the file's place is the XDG one`() {
    let home = ["HOME": "/home/ada"]
    #expect(Configuration.usualPlace(in: home) == "/home/ada/.config/cqrs/config.toml")
    let set = home.merging(["XDG_CONFIG_HOME": "/etc/xdg"]) { $1 }
    #expect(Configuration.usualPlace(in: set) == "/etc/xdg/cqrs/config.toml")
    let relative = home.merging(["XDG_CONFIG_HOME": "here"]) { $1 }
    #expect(Configuration.usualPlace(in: relative) == "/home/ada/.config/cqrs/config.toml")
    #expect(Configuration.usualPlace(in: [:]) == nil)
  }
}

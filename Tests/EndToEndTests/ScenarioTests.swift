import Foundation
import Testing

/// Scenarios as a presenter meets them: the built program in a real terminal.
@Suite(.serialized) struct ScenarioTests {
  private static let own = """
    title Made by hand
    seed 3
    set rate 50
    at 0s caption It has begun
    at 5s pause Who talks now?
    at 20s end
    expect events > 500
    expect lag > 1h
    """

  @Test func `a user's scenario is played to what was seen of it`() throws {
    let place = try Workplace()
    try place.write(Self.own.replacing("1h", with: "60m"), to: "own.scenario")
    let terminal = try place.terminal("cqrs demo own.scenario --speed 50; echo ended $?")
    try terminal.wait(for: "scenario Made by hand")
    try terminal.wait(for: "Who talks now?")
    try terminal.wait(for: "‖ Space goes on")
    try terminal.press("Space")
    try terminal.wait(for: "What was seen: Made by hand")
    try terminal.wait(for: "✓  events > 500")
    try terminal.wait(for: "✗  lag > 3600s")
    try terminal.press("Enter")
    try terminal.wait(for: "The scenario has ended")
    try terminal.press("q")
    try terminal.wait(for: "ended 0")
    #expect(try terminal.fact("alternate_on") == "0")
  }

  @Test func `a built-in scenario is found wherever the program is run`() throws {
    let place = try Workplace()
    let terminal = try place.terminal(
      "cd / && cqrs demo sequence-gap --seed 12 --speed 100; echo ended $?")
    try terminal.wait(for: "scenario Gaps in a sequence")
    try terminal.wait(for: "DEMO seed 12")
    try terminal.wait(for: "‖ Space goes on")
    try terminal.press("q")
    try terminal.wait(for: "ended 0")
  }

  @Test func `the list names every scenario with its title`() throws {
    let outcome = try Workplace().run("demo", "--list")
    #expect(outcome.code == 0)
    #expect(
      outcome.lines.contains { $0.hasPrefix("same-second ") && $0.hasSuffix("Same-second order") })
    #expect(outcome.lines.count >= 6)
  }

  @Test(arguments: [
    ("nope", 64, "there is neither a command nor a scenario called nope"),
    ("simulat", 64, "the nearest is simulate"),
    ("demo same-secnd", 64, "the nearest is same-second"),
    ("demo same-second --rate 5", 64, "--rate is the scenario's own"),
    ("demo same-second --list", 64, "two commands"),
    ("demo --list --speed 2", 64, "--speed has no effect on --list"),
    ("demo same-second other", 64, "other"),
    ("demo ./none.scenario", 66, "./none.scenario: No such file"),
    ("demo ./", 66, "./ can't be read"),
    ("demo off.scenario", 65, "off.scenario:2: there is no parameter rat; the nearest is rate"),
    ("demo 'e\u{1B}[1m/x'", 66, "\\u001b"),
  ])
  func `what can't be played is told, and nothing is touched`(
    line: String, code: Int32, words: String
  ) throws {
    let place = try Workplace()
    try place.write("title Off\nset rat 5\n", to: "off.scenario")
    let outcome = try place.shell("cqrs \(line)")
    #expect(outcome.code == code, "\(outcome.words)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.words.contains(words), "\(outcome.words)")
    #expect(!outcome.words.contains("\u{1B}"))
    #expect(try place.names == ["off.scenario"])
  }
}

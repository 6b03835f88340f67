import Foundation

/// What the explorer costs and how late it answers, on a terminal of its own, while events stream in.
///
/// The yardstick is a program that does nothing but answer: `cat` on such a terminal, which the kernel's line
/// discipline and a process switch cost as well.
struct ExplorerBenchmark {
  /// How many keys are timed.
  private let keys = 300
  /// How long processor time and frames are counted, in milliseconds.
  private let span: Int32 = 10_000

  func run() throws {
    let yardstick = try timeEcho()
    print("Keys to screen, milliseconds; 120x40, \(keys) keys each")
    print("")
    print("| while                          | p50 | p99 | slowest | p50, times the yardstick |")
    print("| ------------------------------ | --: | --: | ------: | -----------------------: |")
    printRow("cat echoes (yardstick)", yardstick, yardstick)
    for rate in [0, 20, 1_000, 10_000] {
      let terminal = try demo(rate)
      _ = terminal.read(for: 3_000)
      printRow("\(rate) events/s stream in", timeHelp(terminal), yardstick)
    }
    print("")
    print("| while                          | of a core | frames/s | bytes a frame | bytes/s |")
    print("| ------------------------------ | --------: | -------: | ------------: | ------: |")
    for rate in [20, 1_000, 10_000] {
      let terminal = try demo(rate)
      _ = terminal.read(for: 3_000)
      printCost("\(rate) events/s are followed", terminal)
    }
    let paused = try demo(20)
    _ = paused.read(for: 2_000)
    paused.send(" ")
    _ = paused.read(for: 1_000)
    printCost("nothing moves", paused)
  }

  private func demo(_ rate: Int) throws -> PseudoTerminal {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
      .deletingLastPathComponent().appendingPathComponent("cqrs").path
    return try PseudoTerminal(
      [program, "--rate", "\(rate)", "--writers", "\(rate >= 1_000 ? 64 : 4)", "--seed", "1"],
      columns: 120, rows: 40)
  }

  private func timeEcho() throws -> [Double] {
    let terminal = try PseudoTerminal(
      ["/bin/sh", "-c", "stty raw -echo; echo ready; exec cat"], columns: 120, rows: 40)
    _ = terminal.milliseconds(until: "ready", limit: 5_000)
    return (0..<keys).compactMap { number in
      pause(number)
      terminal.send("k")
      return terminal.milliseconds(until: "k", limit: 1_000)
    }
  }

  /// From `?` to the help's title on the screen: what else comes meanwhile does not look like it.
  private func timeHelp(_ terminal: PseudoTerminal) -> [Double] {
    (0..<keys).compactMap { number in
      pause(number)
      _ = terminal.read(for: 0)
      terminal.send("?")
      let passed = terminal.milliseconds(until: " Keys ", limit: 2_000)
      terminal.send("q")
      _ = terminal.read(for: 60)
      return passed
    }
  }

  /// Keys come at no fixed phase of what the program does by itself.
  private func pause(_ number: Int) { usleep(UInt32(10_000 + number * 7_919 % 37_000)) }

  private func printRow(_ name: String, _ values: [Double], _ yardstick: [Double]) {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return print("| \(name): nothing came |") }
    let middle = sorted[sorted.count / 2]
    let base = yardstick.sorted()[yardstick.count / 2]
    let cells = [
      name.padding(toLength: 30, withPad: " ", startingAt: 0), Self.hundredths(middle),
      Self.hundredths(sorted[sorted.count * 99 / 100]), Self.hundredths(sorted[sorted.count - 1]),
      Figures.rounded(middle / base),
    ]
    print("| " + cells.joined(separator: " | ") + " |")
  }

  private func printCost(_ name: String, _ terminal: PseudoTerminal) {
    let before = terminal.processorMilliseconds ?? 0
    let bytes = terminal.read(for: span)
    let used = (terminal.processorMilliseconds ?? 0) - before
    let frames = Self.frames(bytes)
    let seconds = Double(span) / 1000
    let cells = [
      name.padding(toLength: 30, withPad: " ", startingAt: 0),
      Self.hundredths(used / seconds / 10) + "%", Figures.rounded(Double(frames) / seconds),
      frames > 0 ? "\(bytes.count / frames)" : "-", "\(Int(Double(bytes.count) / seconds))",
    ]
    print("| " + cells.joined(separator: " | ") + " |")
  }

  /// How many pictures there are: each stands between the marks of a synchronized update.
  private static func frames(_ bytes: [UInt8]) -> Int {
    let mark = Array("\u{1B}[?2026h".utf8)
    return bytes.indices.count { bytes[$0...].starts(with: mark) }
  }

  private static func hundredths(_ value: Double) -> String { String(format: "%.2f", value) }
}

import EmbeddedStore
import EventSourcing
import Foundation

/// What the explorer costs and how late it answers, on a terminal of its own, while events stream in: from
/// its own demo, or from another process that appends to the store that it looks at.
///
/// The yardstick is a program that does nothing but answer: `cat` on such a terminal, which the kernel's line
/// discipline and a process switch cost as well.
struct ExplorerBenchmark {
  /// How many events the store has, and how many accounts.
  let events: Int
  let accounts: Int
  /// Where the store is kept; nil: it is made for this run.
  let path: String?

  /// How many keys are timed.
  private let keys = 300
  /// How long processor time and frames are counted, in milliseconds.
  private let span: Int32 = 10_000

  func run() async throws {
    let store = try await FilledStore(path: path, events: events, accounts: accounts)
    defer { store.remove() }
    let yardstick = try timeEcho()
    var latencies: [(String, [Double])] = [("cat echoes (yardstick)", yardstick)]
    var costs: [String] = []
    func measure(_ name: String, _ start: () throws -> PseudoTerminal) throws {
      let terminal = try start()
      terminal.read(limit: 3_000)
      costs.append(cost(name, terminal))
      latencies.append((name, timeKeys(terminal)))
    }
    for rate in [20, 200, 1_000, 10_000] {
      try measure("the demo makes \(rate)/s") { try demo(rate) }
    }
    try measure("the demo is paused") {
      let terminal = try demo(20)
      terminal.read(limit: 2_000)
      terminal.send(" ")
      return terminal
    }
    try measure("nobody appends to the store") { try explorer(store.path) }
    for rate in [200, 1_000, 10_000] {
      let stream = EventStream(into: store.path, eventsPerSecond: rate)
      try measure("another process appends \(rate)/s") { try explorer(store.path) }
      try stream.end()
    }
    printLatencies(latencies)
    printCosts(costs)
  }

  private func demo(_ rate: Int) throws -> PseudoTerminal {
    // A writer has one append in flight.
    let writers = rate >= 10_000 ? 160 : rate >= 1_000 ? 64 : 4
    return try PseudoTerminal(
      [
        Program.cqrs, "--rate", "\(rate)", "--writers", "\(writers)", "--shards", "12", "--seed",
        "1",
      ],
      columns: 120, rows: 40)
  }

  private func explorer(_ path: String) throws -> PseudoTerminal {
    try PseudoTerminal([Program.cqrs, "explore", path], columns: 120, rows: 40)
  }

  // MARK: Keys

  private func timeEcho() throws -> [Double] {
    let terminal = try PseudoTerminal(
      ["/bin/sh", "-c", "stty raw -echo; echo ready; exec cat"], columns: 120, rows: 40)
    terminal.read(limit: 5_000) { $0.contains("ready") }
    return (0..<keys).compactMap { number in
      pause(number, terminal)
      terminal.send("k")
      return terminal.read(limit: 1_000) { _ in true }.doneMilliseconds
    }
  }

  /// From a key to what it alone shows: the help, and another screen.
  private func timeKeys(_ terminal: PseudoTerminal) -> [Double] {
    let strokes = [("?", " Keys "), ("q", "┌─ global"), ("2", "┌─ aggregates"), ("1", "┌─ global")]
    return (0..<keys).compactMap { number in
      let (key, shown) = strokes[number % strokes.count]
      pause(number, terminal)
      terminal.send(key)
      return terminal.read(limit: 2_000) { $0.contains(shown) }.doneMilliseconds
    }
  }

  /// Keys come at no fixed phase of what the program does by itself.
  private func pause(_ number: Int, _ terminal: PseudoTerminal) {
    terminal.read(limit: Int32(20 + number * 7_919 % 37))
  }

  private func printLatencies(_ latencies: [(String, [Double])]) {
    print("")
    print(
      "| \(Self.padded("a key to the screen, 120x40")) | p50 ms | p99 ms | slowest ms | times the yardstick |"
    )
    print("| \(Self.padded("", with: "-")) | -----: | -----: | ---------: | ------------------: |")
    let base = Figures.median(latencies[0].1)
    for (name, values) in latencies {
      let sorted = values.sorted()
      guard !sorted.isEmpty else {
        print("| \(Self.padded(name)) | nothing came |")
        continue
      }
      let cells = [
        Self.padded(name), Self.hundredths(sorted[sorted.count / 2]),
        Self.hundredths(sorted[sorted.count * 99 / 100]), Self.hundredths(sorted[sorted.count - 1]),
        Figures.rounded(sorted[sorted.count / 2] / base),
      ]
      print("| " + cells.joined(separator: " | ") + " |")
    }
  }

  // MARK: What it costs

  private func cost(_ name: String, _ terminal: PseudoTerminal) -> String {
    let before = terminal.processorMilliseconds ?? 0
    let wakeups = terminal.wakeups ?? 0
    let output = terminal.read(limit: span)
    let used = (terminal.processorMilliseconds ?? 0) - before
    let woken = (terminal.wakeups ?? 0) - wakeups
    let seconds = Double(span) / 1000
    let cells = [
      Self.padded(name), Self.hundredths(used / seconds / 10) + "%",
      Figures.rounded(Double(output.frames) / seconds),
      output.frames > 0 ? "\(output.byteCount / output.frames)" : "-",
      "\(Int(Double(output.byteCount) / seconds))",
      // Those of threads that have ended are lost with them.
      woken < 0 ? "-" : Figures.rounded(Double(woken) / seconds),
      Figures.rounded(terminal.megabytes?.resident ?? 0),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func printCosts(_ costs: [String]) {
    print("")
    print(
      "| \(Self.padded("screen 1 is followed")) | of a core | frames/s | bytes a frame | bytes/s | wakeups/s "
        + "| MB resident |")
    print(
      "| \(Self.padded("", with: "-")) | --------: | -------: | ------------: | ------: | --------: "
        + "| ----------: |")
    for cost in costs { print(cost) }
  }

  private static func padded(_ name: String, with pad: String = " ") -> String {
    name.padding(toLength: 36, withPad: pad, startingAt: 0)
  }

  private static func hundredths(_ value: Double) -> String { String(format: "%.2f", value) }
}

import Foundation
import Testing

/// `cqrs simulate` as a script meets it.
@Suite struct SimulateTests {
  private static let names = [
    "dynamodb-ksuid", "dynamodb-transactions", "dual-table-lambda", "dual-table-sqs-fifo",
    "aurora-serverless", "quantum-ledger",
  ]

  @Test func `the same options give the same bytes, alone or among six, in the order given`() throws
  {
    let place = try Workplace()
    let six = try place.run("simulate", "--duration", "5", "--json")
    #expect(six.code == 0)
    #expect(six.words.isEmpty)
    #expect(six.lines.count == 6)
    #expect(try place.run("simulate", "--duration", "5", "--json").output == six.output)
    for (line, name) in zip(six.lines, Self.names) {
      #expect(line.hasPrefix(#"{"architecture":"\#(name)","seed":1,"virtualSeconds":5,"#))
      let alone = try place.run("simulate", "--architecture", name, "--duration", "5", "--json")
      #expect(alone.output == line + "\n")
    }
    let two = try place.run(
      "simulate", "--architecture", "quantum-ledger", "--duration", "5", "--json",
      "--architecture", "dynamodb-ksuid", "quantum-ledger")
    #expect(two.lines == [six.lines[5], six.lines[0]])
  }

  @Test func `a line is JSON with the keys of the contract, in their order`() throws {
    let outcome = try Workplace().run(
      "simulate", "--duration", "2", "--json", "--reader", "safe-horizon", "checkpoint")
    for line in outcome.lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(object.count == 22)
      let keys = line.matches(of: /[{,]"([A-Za-z0-9]+)":/).map { String($0.1) }
      let readers = try #require(object["readers"] as? [[String: Any]])
      #expect(readers.map { $0["strategy"] as? String }.first == "checkpoint")
      let reader = [
        "strategy", "delivered", "missed", "duplicates", "outOfOrder", "readUnits", "delayMs",
        "p50", "p99",
      ]
      let lag = object["lagMs"] is NSNull ? [] : ["p50", "p95", "p99", "max"]
      let wanted =
        [
          "architecture", "seed", "virtualSeconds", "writers", "offeredPerSecond", "offered",
          "appended", "conflicts", "throttled", "failed", "unfinished", "appendedPerSecond",
          "visiblePerSecond", "sentPerSecond", "appendLatencyMs", "p50", "p99", "max", "waitMs",
          "p50", "p99", "max", "lagMs",
        ] + lag + ["inversions", "adjacentInversions", "readers"]
        + readers.flatMap { _ in reader } + ["globalOrder", "costPerMillionEventsUSD"]
      #expect(keys == wanted)
    }
  }

  @Test func `people get a table and a line of words for each`() throws {
    let outcome = try Workplace().run("simulate", "--duration", "5")
    #expect(outcome.code == 0)
    #expect(outcome.lines[0] == "5 s of virtual time, 8 writers, 500 events/s offered, seed 1")
    for name in Self.names {
      #expect(outcome.lines.contains { $0.hasPrefix("\(name): ") })
    }
    #expect(!outcome.output.contains("\u{1b}"))
    #expect(outcome.lines.allSatisfy { $0.count <= 120 })
  }

  @Test func `a sweep gives a row each, whose options it names`() throws {
    let place = try Workplace()
    let sweep = [
      "simulate", "--architecture", "dynamodb-ksuid", "--duration", "1", "--rate", "50..100:50",
      "--set", "index.units=500..1000:500",
    ]
    let json = try place.start(sweep + ["--json"]).outcome()
    let options = json.lines.compactMap { $0.firstMatch(of: /"options":(.*)}$/)?.1 }
    #expect(
      options.map { String($0) } == [
        #"{"rate":50,"duration":1,"index.units":500}"#,
        #"{"rate":50,"duration":1,"index.units":1000}"#,
        #"{"rate":100,"duration":1,"index.units":500}"#,
        #"{"rate":100,"duration":1,"index.units":1000}"#,
      ])
    let chart = try place.start(sweep + ["--chart", "--figure", "appended"]).outcome()
    #expect(chart.code == 0)
    #expect(chart.lines.count { $0.contains("rate 100, index.units 500") } == 1)
    let alone = try place.run(
      "simulate", "--architecture", "dynamodb-ksuid", "--duration", "1", "--rate", "100", "--json")
    #expect(json.lines[3].hasPrefix(alone.output.dropLast(2)))
  }

  @Test func `the locale decides what bars are made of, and NO_COLOR nothing else`() throws {
    let place = try Workplace()
    let line = "cqrs simulate --architecture quantum-ledger --duration 1 --rate 10..20:10 --chart"
    let ascii = try place.shell("LC_ALL=C \(line)").output
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    #expect(ascii.contains("#"))
    let bars = try place.shell("LC_ALL=C.UTF-8 \(line)").output
    #expect(bars.contains("█"))
    #expect(try place.shell("NO_COLOR=1 LC_ALL=C.UTF-8 \(line)").output == bars)
  }

  @Test(
    arguments: [
      ["--rate", "0"], ["--rate=-1"], ["--rate", "NaN"], ["--rate", "1e9"], ["--writers", "0"],
      ["--writers", "99999999999999999999"], ["--duration", "0"], ["--shards", "0"],
      ["--aggregates", "0"], ["--clock-skew=-1"], ["--seed", "18446744073709551616"],
      ["--abort", "1.1"], ["--crash", "1"], ["--poll", "0"], ["--queue-batch", "11"],
      ["--queue-groups", "0"], ["--architecture", "nosuch"], ["--reader", "nosuch"],
      ["--set", "table.partitons=3"], ["--set", "x"], ["--set", "index.lag=0 1 50 0"],
      ["--rate", "1..2"], ["--rate", "1..1000000:1"], ["--rate", "1000000", "--duration", "100"],
      ["--stall-length", "1"], ["--chart", "--json"], ["--figure", "lag-p99"],
      ["--chart", "--figure", "x"],
      ["--first-seed", "3"], ["--check-seeds", "x"], ["--check-seeds", "1", "--check-theory"],
      ["unwanted"],
    ])
  func `an option that is off is 64, whatever it is`(options: [String]) throws {
    let place = try Workplace()
    let outcome = try place.start(["simulate"] + options).outcome()
    #expect(outcome.code == 64, "\(outcome.words)")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.words.isEmpty)
  }

  @Test func `a value out of range is answered with the range, a name with the nearest`() throws {
    let place = try Workplace()
    #expect(
      try place.run("simulate", "--rate", "0").words
        == "error: --rate is from 0.001 to 1000000 events/s, not 0\n")
    #expect(
      try place.run("simulate", "--set", "table.partitons=3").words.contains("table.partitions"))
    #expect(
      try place.run("simulate", "--rate", "-5").words
        == "error: --rate is from 0.001 to 1000000 events/s, not -5\n")
    #expect(try place.run("--rate", "-5").words.hasPrefix("error: --rate is from 0 to 100000\n"))
    #expect(try place.run("simulate", "--set", "rate=").words.hasSuffix(", not nothing\n"))
    let long = String(repeating: "7", count: 5_000)
    #expect(try place.run("simulate", "--rate", long).words.count < 200)
  }

  @Test func `parameters come from files too, the later wins, and options over files`() throws {
    let place = try Workplace()
    try place.write("rate=100\nduration=3 # short\n\n# more\nindex.lag = 0 1 100 2\n", to: "a.txt")
    try place.write("\u{feff}rate=50\n", to: "b.txt")
    func run(_ options: String...) throws -> String {
      try place.start(["simulate", "--architecture", "dynamodb-ksuid", "--json"] + options)
        .outcome().output
    }
    let lag = "index.lag=0 1 100 2"
    #expect(
      try run("--parameters", "a.txt", "--parameters", "b.txt")
        == run("--rate", "50", "--duration", "3", "--set", lag))
    #expect(
      try run("--parameters", "a.txt", "--rate", "70")
        == run("--rate", "70", "--duration", "3", "--set", lag))
    #expect(
      try run("--set", "rate=20", "--parameters", "a.txt", "--rate", "70")
        == run("--rate", "20", "--duration", "3", "--set", lag))
  }

  @Test(
    arguments: [
      ("rate\n", 65, "line 1"), ("\nrate=x\n", 65, "line 2"), ("rate=0\n", 64, "line 1"),
      ("writers=1\nrte=5\n", 64, "line 2"), ("index.lag=0 1 100 240001\n", 64, "line 1"),
      ("index.lag=0 1 101 2\n", 64, "line 1"), ("index.lag=0 2 100 1\n", 65, "line 1"),
    ])
  func `a file of parameters that is off names the line`(
    text: String, code: Int32, line: String
  ) throws {
    let place = try Workplace()
    try place.write(text, to: "parameters.txt")
    let outcome = try place.run("simulate", "--parameters", "parameters.txt")
    #expect(outcome.code == code)
    #expect(outcome.words.contains("parameters.txt, \(line): "), "\(outcome.words)")
    #expect(try place.run("simulate", "--parameters", "none.txt").code == 66)
    #expect(try place.run("simulate", "--parameters", ".").code == 66)
  }

  @Test func `a line too long for a file of parameters is named with the file`() throws {
    let place = try Workplace()
    try place.write("rate=5\n#" + String(repeating: "-", count: 17 << 20), to: "long.txt")
    let outcome = try place.run("simulate", "--parameters", "long.txt")
    #expect(outcome.code == 65)
    #expect(outcome.words == "error: long.txt, line 2: it has more than 16777216 bytes\n")
  }

  @Test func `every parameter is listed, for people and for programs`() throws {
    let place = try Workplace()
    let people = try place.run("simulate", "--list-parameters")
    let programs = try place.run("simulate", "--list-parameters", "--json")
    #expect(people.code == 0 && programs.code == 0)
    for line in programs.lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let name = try #require(object["name"] as? String)
      #expect(people.lines.contains { $0.hasPrefix("\(name) ") })
    }
  }

  @Test(arguments: [["--json"], []])
  func `Ctrl-C gives what is done so far, marked as partial`(format: [String]) throws {
    let place = try Workplace()
    let running = try place.start(
      ["simulate", "--duration", "30000", "--rate", "2000", "--writers", "32"] + format)
    try running.waitUntilItHasWorked(seconds: 0.5)
    running.signal(SIGINT)
    let outcome = try running.outcome()
    #expect(outcome.code == 130)
    #expect(outcome.words.hasPrefix("cut off: ") && outcome.words.hasSuffix(" of 6 runs done\n"))
    if format.isEmpty {
      #expect(outcome.output.contains("(partial)"))
      #expect(outcome.output.contains("dynamodb-ksuid: cut off after "))
    } else {
      #expect(!outcome.lines.isEmpty)
      #expect(outcome.lines.allSatisfy { $0.hasSuffix(#","partial":true}"#) })
    }
  }

  @Test(arguments: [["--json"], ["--chart"], []])
  func `Ctrl-C in a sweep of short runs says how many were done, and marks where it ended`(
    format: [String]
  ) throws {
    let place = try Workplace()
    let running = try place.start(
      ["simulate", "--rate", "1..9000:1", "--duration", "1"] + format)
    try running.waitUntilItHasWorked(seconds: 0.5)
    running.signal(SIGINT)
    let outcome = try running.outcome()
    #expect(outcome.code == 130)
    let rows = outcome.lines.filter {
      $0.contains(/"architecture":| (?:dynamodb|dual|aurora|quantum)-/)
    }
    let mark = format == ["--json"] ? #","partial":true}"# : "  (partial)"
    let partial = rows.filter { $0.hasSuffix(mark) }
    #expect(!partial.isEmpty)
    let done = rows.count - partial.count
    #expect(done > 0)
    #expect(outcome.words == "cut off: \(done) of 54000 runs done\n")
  }

  @Test(arguments: [
    "--json", "--chart", "--rate 5", "--crash 0.1", "--burst", "--degraded", "--set rate=5",
    "--parameters none.txt", "--reader overlap", "--list-parameters",
  ])
  func `a check refuses what it would not heed`(option: String) throws {
    let place = try Workplace()
    for check in ["--check-theory", "--check-seeds 1"] {
      let outcome = try place.shell("cqrs simulate \(check) \(option)")
      #expect(outcome.code == 64 && outcome.output.isEmpty)
      let (name, its) = (option.split(separator: " ")[0], check.split(separator: " ")[0])
      #expect(outcome.words.hasPrefix("error: \(name) has no effect on \(its)\n"))
    }
  }

  @Test(arguments: [
    "--architecture quantum-ledger", "--chart", "--rate 5", "--parameters none.txt",
  ])
  func `a list of parameters refuses what it would not heed`(option: String) throws {
    let outcome = try Workplace().shell("cqrs simulate --list-parameters \(option)")
    #expect(outcome.code == 64 && outcome.output.isEmpty)
    let name = option.split(separator: " ")[0]
    #expect(outcome.words.hasPrefix("error: \(name) has no effect on --list-parameters\n"))
  }

  @Test func `a check of nothing is refused, one of some architectures is done`() throws {
    let place = try Workplace()
    #expect(try place.run("simulate", "--check-seeds", "0").code == 64)
    #expect(
      try place.run("simulate", "--check-seeds", "1", "--architecture", "quantum-ledger").output
        == "1 seed from 1 on 1 architecture: no rule broken\n")
  }

  @Test func `a closed pipe ends it quietly, a full disk is 74`() throws {
    let place = try Workplace()
    let closed = try place.shell(
      "(cqrs simulate --rate 1..9000:1 --duration 1 --json; echo $? >&2) | head -1")
    #expect(closed.lines.count == 1)
    #expect(closed.words == "0\n")
    #expect(try place.shell("cqrs simulate --duration 1 --json >/dev/full").code == 74)
    #expect(try place.shell("cqrs simulate --duration 1 >/dev/full").code == 74)
  }

  @Test func `random options break no rule`() throws {
    let outcome = try Workplace().run("simulate", "--check-seeds", "30", "--first-seed", "1000")
    #expect(outcome.code == 0)
    #expect(outcome.output == "30 seeds from 1000 on 6 architectures: no rule broken\n")
    #expect(outcome.words.isEmpty)
  }
}

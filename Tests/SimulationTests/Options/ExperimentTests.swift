import Architectures
import EventSourcing
@testable import Simulation
import Testing
import VirtualTime

@Suite struct ExperimentTests {
  private func values(_ text: String, of name: String = "rate") throws -> [String] {
    var experiment = Experiment()
    let parameter = try SimulationParameter.named(name)
    try experiment.set(parameter, to: text)
    return try experiment.points().map { parameter.text(in: $0.options) }
  }

  @Test func `a sweep has the ends and what lies between at equal distances`() throws {
    #expect(try values("100..300:100") == ["100", "200", "300"])
    #expect(try values("100..350:100") == ["100", "200", "300"])
    #expect(try values("5..5:1") == ["5"])
    #expect(try values("0.1..0.3:0.1") == ["0.1", "0.2", "0.3"])
    #expect(try values("0..1:0.5", of: "abort") == ["0", "0.5", "1"])
    #expect(
      try values("18446744073709551614..18446744073709551615:1", of: "seed")
        == ["18446744073709551614", "18446744073709551615"])
    #expect(try values("1..2:99999999999999999999999999999999999999999999") == ["1"])
    #expect(try values("1..10000:1").count == 10_000)
  }

  @Test(
    arguments: [
      "1..", "..2:1", "1..2", "1..2:", "1..2:0", "1..2:-1", "2..1:1", "1..2:x", "x..2:1", "1...2:1",
      "0..2:1", "1..2000000:1", "1..2:0.0001", "..", "1..10001:1",
    ])
  func `a sweep that is none is refused`(text: String) {
    #expect(throws: InvalidParameter.self) { try values(text) }
  }

  @Test func `only numbers are swept`() {
    #expect(throws: InvalidParameter.notANumber(name: "index.lag")) {
      try values("0..5:1", of: "index.lag")
    }
  }

  @Test func `several sweeps give every combination, the first slowest`() throws {
    var experiment = Experiment()
    for assignment in ["rate=1..2:1", "index.units=10..30:10"] { try experiment.assign(assignment) }
    let points = try experiment.points()
    let named = points.map { point in point.namedOptions.map(\.json).joined(separator: " ") }
    #expect(named == ["1 10", "1 20", "1 30", "2 10", "2 20", "2 30"])
    try experiment.assign("seed=1..5000:1")
    #expect(throws: InvalidParameter.tooManyPoints(most: 10_000)) { try experiment.points() }
  }

  @Test func `the later wins, sweep or not`() throws {
    var experiment = Experiment()
    for assignment in ["rate=1..2:1", "rate = 7", "writers=3", "writers=4..5:1"] {
      try experiment.assign(assignment)
    }
    let points = try experiment.points()
    #expect(points.map(\.options.writers) == [4, 5])
    #expect(points.map(\.options.eventsPerThousandSeconds) == [7_000, 7_000])
  }

  @Test func `a file's lines are assignments, comments or nothing`() throws {
    var experiment = Experiment()
    for line in ["", "  # all of it", "put.latency = 0 1  100 2 # fast", "\twriters=9\r"] {
      try experiment.read(line: line)
    }
    #expect(experiment.options.writers == 9)
    #expect(experiment.options.cloud.table.put == .init([(0, 1_000), (1_000_000, 2_000)]))
    #expect(throws: InvalidParameter.noAssignment("writers 5")) {
      try experiment.read(line: "writers 5")
    }
    #expect(throws: InvalidParameter.noAssignment("=5")) { try experiment.read(line: "=5") }
    #expect(throws: InvalidParameter.self) { try experiment.read(line: "writers=") }
  }

  @Test func `a report names what is not the default, and what is swept always`() throws {
    var experiment = Experiment()
    for assignment in ["rate=500..500:1", "dual-write=true", "index.lag=0 1 100 2", "shards=1"] {
      try experiment.assign(assignment)
    }
    experiment.options.readers = [.overlap]
    let named = try experiment.points()[0].namedOptions.map { "\($0.name) \($0.json)" }
    #expect(
      named == ["rate 500", #"index.lag "0 1 100 2""#, "dual-write true", #"reader ["overlap"]"#])
  }

  @Test(
    arguments: [
      ["rate=1000000", "duration=73"], ["stall-length=1"], ["stall-every=1"],
      ["stall-every=1", "stall-length=1"], ["shards=2", "stall-every=1", "stall-length=2"],
      ["transaction.held-from=91"], ["sql.minimum-units=9"],
      ["rate=1..1000000:999999", "duration=73"],
    ])
  func `what can't be run together is refused, in every combination`(assignments: [String]) throws {
    var experiment = Experiment()
    for assignment in assignments { try experiment.assign(assignment) }
    #expect(throws: InvalidParameter.self) { try experiment.points() }
  }

  @Test func `the command line of options gives the options again`() throws {
    for seed: UInt64 in 1...300 {
      let options = try RandomOptions.draw(seed: seed)
      let line = options.commandLine(.auroraServerless)
      var again = Experiment()
      var words = line.matches(of: /'[^']*'|[^ ]+/).map { $0.0.filter { $0 != "'" } }[...]
      #expect(
        Array(words.prefix(4)) == ["cqrs", "simulate", "--architecture", "aurora-serverless"])
      words = words.dropFirst(4)
      while let word = words.popFirst() {
        switch word {
        case "--set": try again.assign(words.removeFirst())
        case "--dual-write": try again.assign("dual-write=true")
        case "--reader":
          again.options.readers = words.compactMap(ReaderStrategy.init)
          words = []
        default: try again.assign("\(word.dropFirst(2))=\(words.removeFirst())")
        }
      }
      #expect(again.options == options, "\(line)")
    }
  }
}

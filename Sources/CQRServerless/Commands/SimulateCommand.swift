import Architectures
import ArgumentParser
import EventSourcing
import Simulation

/// `cqrs simulate`: architectures in virtual time, and what each did.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run architectures in virtual time, and report what each did.",
    discussion: """
      Every number also takes a row of values, FROM..TO:STEP: a run each, of every combination. The \
      same options and seed give the same bytes on every machine. Ctrl-C gives what is done so far.
      """)

  @Option(
    parsing: .upToNextOption,
    help: "The architectures to run; all six unless some are named.")
  var architecture: [ArchitectureName] = []
  @Option(
    parsing: .upToNextOption,
    help: "How to read: all strategies that fit, unless some are named.")
  var reader: [ReaderStrategy] = []
  @OptionGroup(title: "Load")
  var load: LoadOptions
  @OptionGroup(title: "Faults")
  var faults: FaultOptions
  @Option(
    help: ArgumentHelp("Set any parameter; the last one wins.", valueName: "name=value"))
  var set: [String] = []
  @Option(
    help: ArgumentHelp("Read parameters from a file, NAME=VALUE a line.", valueName: "file"))
  var parameters: [String] = []
  @Flag(help: "List every parameter with unit, range, default and source.")
  var listParameters = false
  @Flag(help: "Print a JSON object a run, one a line.")
  var json = false
  @Flag(help: "Draw a figure of a sweep as bars.")
  var chart = false
  @Option(help: "The figure to draw; which ones there are is said if it is none.")
  var figure: String?
  @Flag(help: "Print what theory and measurements say beside what the laboratory gives.")
  var checkTheory = false
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Try random options, drawn from so many seeds, on every architecture.", valueName: "count"))
  var checkSeeds: UInt64?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The first of these seeds. (default: 1)", valueName: "seed"))
  var firstSeed: UInt64?

  func validate() throws {
    if json, chart { throw ValidationError("--chart draws for people, and --json is for programs") }
    if figure != nil, !chart { throw ValidationError("--figure is for --chart") }
    if firstSeed != nil, checkSeeds == nil {
      throw ValidationError("--first-seed is for --check-seeds")
    }
    if checkTheory, checkSeeds != nil {
      throw ValidationError("--check-theory and --check-seeds are two commands")
    }
    if checkSeeds == 0 { throw ValidationError("--check-seeds is a number from 1") }
    try refuseWithoutEffect()
    if let figure, Figure.named(figure) == nil {
      throw ValidationError("--figure is one of " + Figure.all.map(\.name).joined(separator: ", "))
    }
  }

  /// What is done instead of an experiment has options of its own: one that it would not heed is refused.
  private func refuseWithoutEffect() throws {
    let other =
      checkTheory
      ? "--check-theory"
      : checkSeeds != nil ? "--check-seeds" : listParameters ? "--list-parameters" : nil
    guard let other else { return }
    let isCheck = checkTheory || checkSeeds != nil
    let given = [
      ("architecture", checkSeeds == nil && !architecture.isEmpty), ("reader", !reader.isEmpty),
      ("burst", load.burst), ("degraded", faults.degraded), ("set", !set.isEmpty),
      ("parameters", !parameters.isEmpty), ("json", json && isCheck), ("chart", chart),
      ("list-parameters", listParameters && isCheck),
    ]
    let names = (load.given + faults.given).map(\.option) + given.filter(\.1).map(\.0)
    guard let name = names.first else { return }
    throw ValidationError("--\(name) has no effect on \(other)")
  }

  func run() throws {
    if listParameters { return try printParameters() }
    Interruption.prepare()
    if checkTheory { return try TheoryRun().perform() }
    if let checkSeeds {
      return try SeedRun(first: firstSeed ?? 1, count: checkSeeds, architectures).perform()
    }
    try ExperimentRun(self).perform()
  }

  /// The architectures to run, each once.
  var architectures: [ArchitectureName] {
    var names: [ArchitectureName] = []
    for name in architecture where !names.contains(name) { names.append(name) }
    return names.isEmpty ? ArchitectureName.allCases : names
  }

  private func printParameters() throws {
    var output = StandardOutput()
    for line in json ? ParameterList.json : ParameterList.lines(.standardOutput) {
      output.write(safe: line)
    }
    try output.flush()
  }
}

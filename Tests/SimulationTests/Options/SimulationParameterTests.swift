import Architectures
@testable import Simulation
import Testing
import VirtualTime

@Suite struct SimulationParameterTests {
  @Test(arguments: SimulationParameter.all.map(\.name))
  func `a parameter that is set to its own text keeps its value`(name: String) throws {
    let parameter = try SimulationParameter.named(name)
    var options = SimulationOptions()
    try parameter.set(parameter.defaultText, in: &options)
    #expect(options == SimulationOptions())
  }

  @Test(arguments: SimulationParameter.all.map(\.name))
  func `a parameter reaches what it names, and nothing else`(name: String) throws {
    let parameter = try SimulationParameter.named(name)
    let other =
      switch parameter.form {
      case .number(_, let range):
        parameter.form.text(
          .number(parameter.isDefault(at: range.upperBound) ? 1 : range.upperBound))
      case .flag: parameter.defaultText == "true" ? "false" : "true"
      case .choice(let words): words[words.count - 1]
      case .curve: "0 1 50 2.5 99.9999 3.125 100 240000"
      }
    var options = SimulationOptions()
    try parameter.set(other, in: &options)
    #expect(parameter.text(in: options) == other)
    for untouched in SimulationParameter.all where untouched.name != name {
      #expect(untouched.isDefault(in: options), "\(name) changes \(untouched.name)")
    }
    try parameter.set(parameter.defaultText, in: &options)
    #expect(options == SimulationOptions())
  }

  @Test func `every property of the simulated cloud has a parameter`() {
    // The skew of the clocks that readers reckon with is the writers'.
    let reached = SimulationParameter.all.filter { $0.name.contains(".") }.count
    #expect(leaves(of: CloudParameters()) - 1 == reached - 1, "event.bytes is none of the cloud's")
  }

  /// The stored properties, those of a part counted one by one.
  private func leaves(of value: Any) -> Int {
    switch value {
    case is LatencyCurve, is Ratio, is IndexParameters.Placement: return 1
    default:
      let children = Mirror(reflecting: value).children
      return children.isEmpty ? 1 : children.reduce(0) { $0 + leaves(of: $1.value) }
    }
  }

  @Test func `names and options are words, and each is one parameter's`() {
    let names = SimulationParameter.all.map(\.name)
    let options = SimulationParameter.all.compactMap(\.option)
    #expect(Set(names).count == names.count && Set(options).count == options.count)
    for name in names { #expect(name.wholeMatch(of: /[a-z-]+(\.[a-z-]+)?/) != nil, "\(name)") }
    for parameter in SimulationParameter.all {
      #expect(!parameter.source.isEmpty && parameter.meaning.hasSuffix("."))
      #expect(!(parameter.meaning + parameter.source).contains("\""))
    }
  }

  @Test(
    arguments: [
      ("table.partitons", "table.partitions"), ("rte", "rate"), ("index.lgag", "index.lag"),
      ("queue.dualwrite", "queue.dual-write"), ("stall-evry", "stall-every"),
    ])
  func `an unknown name is answered with the nearest`(name: String, nearest: String) throws {
    #expect(throws: InvalidParameter.unknown(name, nearest: nearest)) {
      try SimulationParameter.named(name)
    }
  }

  @Test func `no text is too long, too strange or too empty to be looked up`() {
    for name in ["", "é", String(repeating: "x", count: 100_000), "\u{0}", "rate ", "RATE"] {
      #expect(throws: InvalidParameter.self) { try SimulationParameter.named(name) }
    }
  }

  @Test func `a share is exact in millionths, whatever the whole`() throws {
    var options = SimulationOptions()
    let aborts = try SimulationParameter.named("abort")
    for (text, ratio) in [
      ("0", Ratio.never), ("1", Ratio(1, of: 1)), ("0.01", Ratio(1, of: 100)),
      ("0.000001", Ratio(1, of: 1_000_000)), ("0.75", Ratio(3, of: 4)),
    ] {
      try aborts.set(text, in: &options)
      #expect(options.cloud.database.aborts == ratio)
      #expect(aborts.text(in: options) == text)
    }
  }

  @Test(
    arguments: [
      ("rate", "0"), ("rate", "-1"), ("rate", "1000001"), ("rate", "0.0001"), ("rate", "NaN"),
      ("rate", "1e3"), ("rate", ""), ("writers", "0"), ("writers", "1.5"), ("writers", "10001"),
      ("seed", "-1"), ("seed", "18446744073709551616"), ("duration", "0"), ("abort", "1.000001"),
      ("crash", "1"), ("dual-write", "yes"), ("index.placement", "here"), ("index.lag", ""),
      ("index.lag", "0 1"), ("index.lag", "0 1 100"), ("index.lag", "0 2 100 1"),
      ("index.lag", "1 1 100 2"), ("index.lag", "0 1 50 2 50 3 100 4"), ("index.lag", "0 -1 100 2"),
      ("index.lag", "0 1 100 240000.001"), ("index.lag", "0 1 100 x"),
      ("writers", "99999999999999999999999999999999999999999999999999"),
    ])
  func `a value that is none is refused`(name: String, text: String) throws {
    let parameter = try SimulationParameter.named(name)
    var options = SimulationOptions()
    #expect(throws: InvalidParameter.self) { try parameter.set(text, in: &options) }
    #expect(options == SimulationOptions())
  }

  @Test func `a curve that leaves its range is answered with the range`() throws {
    let lag = try SimulationParameter.named("index.lag")
    var options = SimulationOptions()
    for text in ["0 -1 100 2", "0 1 100 240000.001", "0 1 101 2", "0 1 100 99999999999999999999"] {
      let error = #expect(throws: InvalidParameter.self) { try lag.set(text, in: &options) }
      #expect(
        error?.description
          == "index.lag is from 0 to 100 % and 0 to 240000 ms, not \(text)")
    }
  }

  @Test func `the list has every parameter, with unit, range, default and source`() throws {
    let lines = ParameterList.lines(TextStyle(columns: 100))
    #expect(lines.joined().unicodeScalars.allSatisfy { $0.isASCII })
    #expect(ParameterList.json.count == SimulationParameter.all.count)
    for parameter in SimulationParameter.all {
      let line = try #require(lines.first { $0.hasPrefix(parameter.name + " ") })
      #expect(line.hasSuffix("  " + parameter.defaultText))
      #expect(line.contains("  " + parameter.form.rangeText))
    }
    #expect(
      ParameterList.json[0]
        == #"{"name":"writers","option":"writers","unit":"writers","range":"1 to 10000","#
        + #""default":"8","meaning":"Writers, each with a clock of its own and one append in "#
        + #"flight.","source":"chosen to show the effect"}"#)
  }
}

extension SimulationParameter {
  fileprivate func isDefault(at number: Int128) -> Bool {
    read(SimulationOptions()) == .number(number)
  }
}

import Architectures
import Testing
import VirtualTime

/// What AWS documents of the life of a function's environment, and what is turned here.
@Suite struct FunctionTests {
  private func function(crashes: Ratio = .never, seed: UInt64 = 1) -> Function {
    Function(
      FunctionParameters(), crashes: crashes, seed: seed, .dualTableLambda, part: "function")
  }

  @Test func `the first invocation is cold, the next is warm, one after ten idle minutes is cold`()
  {
    var function = function()
    let invocations: [(begin: Int64, end: Int64)] = [
      (0, 500), (600, 700), (600_699, 600_700), (1_200_700, 1_201_700),
    ]
    let coldStarts = invocations.map { begin, end in
      let coldStart = function.begin(at: .milliseconds(begin))
      function.end(at: .milliseconds(end))
      return coldStart
    }
    #expect(coldStarts[0] >= 100_000 && coldStarts[1...2] == [0, 0] && coldStarts[3] >= 100_000)
    #expect(function.invocations == 4)
  }

  @Test func `the invocation after a crash is cold`() {
    var function = function()
    let coldStarts = [false, true, false].map { crashes in
      let coldStart = function.begin(at: .milliseconds(0))
      function.end(crashed: crashes, at: .milliseconds(0))
      return coldStart
    }
    #expect(coldStarts[0] >= 100_000 && coldStarts[1] == 0 && coldStarts[2] >= 100_000)
  }

  @Test func `cold starts have the length that was published`() {
    var lengths: [Int64] = []
    for seed in UInt64(1)...1001 {
      var function = function(seed: seed)
      lengths.append(function.begin(at: .simulationStart))
    }
    lengths.sort()
    #expect((280_000...360_000).contains(lengths[500]))
    #expect(lengths[0] >= 100_000 && lengths[1000] <= 1_000_000)
  }

  @Test func `a share of invocations crashes, between any two steps as often`() {
    var function = function(crashes: Ratio(5, of: 100))
    var counts = [0, 0, 0]
    for _ in 0..<20_000 {
      if let point = function.crashPoint(among: 2) { counts[point] += 1 }
    }
    #expect((900...1100).contains(counts[0] + counts[1] + counts[2]))
    for count in counts { #expect((280...390).contains(count)) }
    let points = (0..<1000).map { _ in function.crashPoint(among: 0) }
    #expect(points.allSatisfy { $0 == nil || $0 == 0 } && points.contains(0))
  }

  @Test func `its time is counted from the beginning of the cold start to its end`() {
    var function = function()
    _ = function.begin(at: .milliseconds(100))
    function.end(at: .milliseconds(600))
    _ = function.begin(at: .milliseconds(1000))
    function.end(crashed: true, at: .milliseconds(1001))
    #expect(function.busyMicroseconds == 501_000)
  }
}

import Testing
import VirtualTime

@Suite struct LatencyCurveTests {
  @Test func `a curve passes through its quantiles and is straight between them`() {
    let lag = LatencyCurve.indexLag
    #expect(lag.length(atMillionths: 0) == 500)
    #expect(lag.length(atMillionths: 250_000) == 1250)
    #expect(lag.length(atMillionths: 500_000) == 2000)
    #expect(lag.length(atMillionths: 995_000) == 13_000)
    #expect(lag.length(atMillionths: 999_983) == 10_000_000)
    #expect(lag.length(atMillionths: 1_000_000) == 10_000_000)
    #expect(LatencyCurve.coldStart.length(atMillionths: 750_000) == 658_000)
  }

  @Test func `draws have the curve's quantiles`() {
    var random = SeededRandom(seed: 9)
    let drawn = (0..<100_000).map { _ in LatencyCurve.put.draw(&random) }.sorted()
    #expect(drawn[0] >= 5470 && drawn[drawn.count - 1] <= 29_000)
    #expect(abs(drawn[50_000] - 7550) < 30)
    #expect(abs(drawn[95_000] - 13_200) < 100)
  }
}

import Architectures
import Testing

@Suite struct CloudUsageTests {
  @Test func `a month of functions with much memory costs what it costs`() {
    var usage = CloudUsage()
    // 30 days of 100 functions with 10 GB: a GB-second is 16.6667 microdollars.
    usage.functionMicroseconds = 100 * 2_592_000 * 1_000_000
    usage.functionMegabytes = 10_240
    #expect(usage.picodollars == 100 * 2_592_000 * 10 * 16_666_700)
  }

  @Test func `what does not fit into the number is as much as it holds`() {
    var usage = CloudUsage()
    usage.functionMicroseconds = .max
    usage.functionMegabytes = 10_240
    usage.writeUnits = .max
    #expect(usage.picodollars == .max)
  }

  @Test func `each kind of use has its price`() {
    let prices: [(WritableKeyPath<CloudUsage, Int64>, Int64)] = [
      (\.writeUnits, 625_000), (\.headReadUnits, 125_000), (\.invocations, 200_000),
      (\.queueCalls, 500_000), (\.ledgerWrites, 700_000), (\.messagesSent, 0),
      // 0.12 dollars an hour of a thousand thousandths.
      (\.capacityThousandthSeconds, 33_333),
    ]
    for (kind, price) in prices {
      var usage = CloudUsage()
      usage[keyPath: kind] = 1
      #expect(usage.picodollars == price, "\(kind)")
    }
  }
}

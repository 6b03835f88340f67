import Architectures
import Simulation
import Testing

/// What programs rely on, to the letter.
@Suite struct RunReportJSONTests {
  @Test func `a run is one object on one line`() {
    #expect(
      InventedReports.all[0].json() == """
        {"architecture":"dynamodb-ksuid","seed":7,"virtualSeconds":60,"writers":8,\
        "offeredPerSecond":500,"offered":30000,"appended":30000,"conflicts":12,"throttled":0,\
        "failed":0,"unfinished":0,"appendedPerSecond":500.000,"visiblePerSecond":499.833,\
        "sentPerSecond":null,"appendLatencyMs":{"p50":7.551,"p99":16.249,"max":29.000},\
        "waitMs":{"p50":0.000,"p99":271.300,"max":500.000},\
        "lagMs":{"p50":2.001,"p95":4.569,"p99":11.633,"max":10000.000},\
        "inversions":29580,"adjacentInversions":14990,"readers":[\
        {"strategy":"checkpoint","delivered":7890,"missed":22110,"duplicates":0,"outOfOrder":2630,\
        "readUnits":4321,"delayMs":{"p50":150.000,"p99":400.000}},\
        {"strategy":"overlap","delivered":29999,"missed":1,"duplicates":0,"outOfOrder":9999,\
        "readUnits":4321,"delayMs":{"p50":255.000,"p99":505.000}},\
        {"strategy":"safe-horizon","delivered":30000,"missed":0,"duplicates":0,"outOfOrder":10000,\
        "readUnits":4321,"delayMs":{"p50":12000.000,"p99":12250.000}}],\
        "globalOrder":"none","costPerMillionEventsUSD":1.2534}
        """)
  }

  @Test func `what a run has not is null, and rates have three decimals`() {
    let json = InventedReports.report(.dualTableSQSFIFO, appended: 0) { report in
      report.sentBeforeEnd = 10
      report.durationMicroseconds = 1_500_000
      report.eventsPerThousandSeconds = 333
      (report.appendLatency, report.wait) = (nil, nil)
    }.json()
    #expect(json.contains(#""virtualSeconds":1.5,"#))
    #expect(json.contains(#""offeredPerSecond":0.333,"#))
    #expect(json.contains(#""sentPerSecond":6.666,"#))
    #expect(json.contains(#""appendLatencyMs":{"p50":null,"p99":null,"max":null},"#))
    #expect(json.contains(#""lagMs":null,"#))
    #expect(json.hasSuffix(#""costPerMillionEventsUSD":null}"#))
  }

  @Test func `a sweep's objects end with options, a cut off run's with partial`() {
    let json = InventedReports.report(.quantumLedger) { $0.isPartial = true }
      .json(options: [("rate", "50"), ("index.lag", #""0 1 100 2""#)])
    #expect(json.hasSuffix(#","options":{"rate":50,"index.lag":"0 1 100 2"},"partial":true}"#))
  }
}

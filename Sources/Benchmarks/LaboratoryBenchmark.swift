import Architectures
import Foundation
import Glibc
import Simulation
import VirtualTime

/// What the laboratory takes: processor time for the six architectures under the default load, steps a second,
/// and the memory of a short and a long run.
struct LaboratoryBenchmark {
  /// How often each figure is measured; the median is printed.
  private let rounds = 11

  func run() {
    var yardstick: [Double] = []
    var all: [Double] = []
    var single: [ArchitectureName: [Double]] = [:]
    var reports: [ArchitectureName: RunReport] = [:]
    for _ in 0..<rounds {
      yardstick.append(processorMilliseconds { Self.queueAMillionSteps() })
      var sum = 0.0
      for name in ArchitectureName.allCases {
        let milliseconds = processorMilliseconds {
          reports[name] = Laboratory.run(name, SimulationOptions())
        }
        single[name, default: []].append(milliseconds)
        sum += milliseconds
      }
      all.append(sum)
    }
    let figures = Figures(yardstick: yardstick)
    figures.printHead("60 virtual seconds, 500 events/s", unit: "ms")
    figures.printRow("a million steps queued (yardstick)", yardstick)
    for name in ArchitectureName.allCases { figures.printRow(name.rawValue, single[name] ?? []) }
    figures.printRow("all six", all)
    printThroughput(Figures.median(all), Array(reports.values))
    printMemory()
  }

  private func printThroughput(_ milliseconds: Double, _ reports: [RunReport]) {
    let appended = reports.reduce(0) { $0 + Double($1.appended) }
    let steps = reports.reduce(0) { $0 + Double($1.steps) }
    print("")
    print("simulated appends a second of processor time: \(Int(appended / milliseconds * 1000))")
    print("simulation steps a second of processor time: \(Int(steps / milliseconds * 1000))")
  }

  /// Memory must not grow with a run but for what is kept of each event.
  private func printMemory() {
    var options = SimulationOptions()
    options.writers = 64
    options.shards = 4
    options.eventsPerThousandSeconds = 2_000_000
    print("")
    for seconds: Int64 in [60, 600] {
      options.durationMicroseconds = seconds * 1_000_000
      let report = Laboratory.run(.dynamoDBWithKSUIDs, options)
      let megabytes = Self.greatestResidentKilobytes / 1024
      print(
        "\(report.appended) events of dynamodb-ksuid in \(seconds) virtual seconds: at most "
          + "\(megabytes) MB resident so far")
    }
  }

  /// The yardstick: what ordering a million steps takes, sixty-four of them waiting at a time.
  private static func queueAMillionSteps() {
    var schedule = Schedule<Int>()
    var random = SeededRandom(seed: 1)
    for number in 0..<64 { schedule.insert(number, at: Instant(microseconds: Int64(number))) }
    for _ in 0..<1_000_000 {
      guard let (instant, number) = schedule.popFirst(through: .distantFuture) else { return }
      let later = instant.advanced(byMicroseconds: random.number(in: 1...10_000))
      schedule.insert(number, at: later)
    }
  }

  private func processorMilliseconds(_ work: () -> Void) -> Double {
    let start = Self.processorSeconds
    work()
    return (Self.processorSeconds - start) * 1000
  }

  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static var greatestResidentKilobytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }
}

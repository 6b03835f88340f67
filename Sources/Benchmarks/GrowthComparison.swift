import CYardstick
import EmbeddedStore
import EventSourcing
import Foundation

/// What an append takes in a store of ten times as many events, beside C's.
struct GrowthComparison {
  /// The events of the larger store.
  let events: Int
  /// How often each is measured, turn by turn.
  let slices: Int

  private static let fillCommit = 10_000

  /// Measures, and prints a table of its own.
  func run() async throws {
    var table = RatioTable()
    let pair = try StorePair(accounts: max(1, events / 10), .off)
    defer { pair.remove() }
    let sizes = [events / 10, events]
    var memory: [Int] = []
    for size in sizes {
      try await fill(pair, to: size)
      for (each, calls) in [(1, 2_000), (100, 50)] {
        for _ in 0..<slices {
          let requests = try (0..<calls).map { _ in try pair.request(events: each) }
          try await table.measure(
            Self.name(each, size), operations: calls * each,
            yardstick: { yardstick_append(pair.yardstick, Int64(calls), Int32(each)) == 0 },
            library: {
              for request in requests { _ = try await pair.store.append(request) }
            })
        }
      }
      memory.append(Self.residentKibibytes)
    }
    table.printRows()
    print("")
    for each in [1, 100] {
      let medians = sizes.map { table.medians(of: Self.name(each, $0)) }
      let own = medians[0].library / medians[1].library
      let other = medians[0].yardstick / medians[1].yardstick
      print(
        String(
          format: "%d a call: ten times the events cost %.2f times as much, C %.2f; %.2f of C's",
          each, own, other, own / other))
    }
    print("resident memory: \(memory[0] / 1024) MiB, then \(memory[1] / 1024) MiB, C's included")
  }

  private static func name(_ each: Int, _ size: Int) -> String {
    "append, \(each) a call, \(size) events there"
  }

  /// Appends invented events to both until they have as many.
  private func fill(_ pair: StorePair, to size: Int) async throws {
    let lacking = size - Int(try pair.store.lastPosition())
    for _ in 0..<max(0, lacking / Self.fillCommit) {
      _ = try await pair.store.append(pair.request(events: Self.fillCommit))
    }
    let calls = Int64(max(0, lacking / Self.fillCommit))
    guard yardstick_append(pair.yardstick, calls, Int32(Self.fillCommit)) == 0 else {
      throw YardstickFailed()
    }
  }

  /// What the process holds in memory.
  private static var residentKibibytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }
}

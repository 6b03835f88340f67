import CYardstick
import EmbeddedStore
import EventSourcing
import Foundation

/// How long after its flush an event is seen by who waits for it, beside C's.
struct SubscriberComparison {
  /// How often each is measured, turn by turn.
  let slices: Int

  /// The events of a slice.
  private static let each = 200

  /// Measures, and prints a table.
  func run() async throws {
    var rows: [Row] = [Row(name: "the same process"), Row(name: "another process")]
    for _ in 0..<slices {
      for index in rows.indices {
        let pair = try StorePair(accounts: 1_000, .full)
        defer { pair.remove() }
        rows[index].yardstick += try yardstick(pair, inProcess: index == 1)
        rows[index].library += try await index == 1 ? otherProcess(pair) : sameProcess(pair)
      }
    }
    print("")
    print("| append to seen, beyond the flush | p50 us | p99 us | C's p50 us | C's p99 us |")
    print("| -------------------------------- | -----: | -----: | ---------: | ---------: |")
    for row in rows {
      let values = [row.library, row.yardstick].flatMap { values in
        [50, 99].map { Figures.rounded(Double(Self.percentile($0, of: values)) / 1_000) }
      }
      print(
        "| \(row.name.padding(toLength: 32, withPad: " ", startingAt: 0)) | \(values.joined(separator: " | ")) |"
      )
    }
  }

  private struct Row {
    let name: String
    /// In nanoseconds.
    var library: [Int64] = []
    var yardstick: [Int64] = []
  }

  private func yardstick(_ pair: StorePair, inProcess: Bool) throws -> [Int64] {
    var taken = [Int64](repeating: 0, count: Self.each)
    let seen = inProcess ? yardstick_seen_by_process : yardstick_seen_by_thread
    guard seen(pair.yardstick, pair.yardstickPath, Int64(Self.each), &taken) == 0 else {
      throw YardstickFailed()
    }
    return taken
  }

  private func sameProcess(_ pair: StorePair) async throws -> [Int64] {
    let store = pair.store
    let (seen, sink) = AsyncThrowingStream.makeStream(of: Int64.self)
    let subscriber = Task.detached {
      var position: Int64 = 0
      while position < Int64(Self.each) {
        _ = try store.waitForCommit(after: position, timeoutMicroseconds: 10_000_000)
        position = try store.page(afterPosition: position, limit: 1_000).last?.position ?? position
        sink.yield(Self.now)
      }
      sink.finish()
    }
    var taken: [Int64] = []
    var times = seen.makeAsyncIterator()
    for _ in 0..<Self.each {
      _ = try await store.append(pair.request(events: 1))
      let acknowledged = Self.now
      taken.append(try await (times.next() ?? acknowledged) - acknowledged)
    }
    try await subscriber.value
    return taken
  }

  private func otherProcess(_ pair: StorePair) async throws -> [Int64] {
    // Its first event says that the follower runs.
    _ = try await pair.store.append(pair.request(events: 1))
    let follower = Process()
    let output = Pipe()
    follower.executableURL = URL(fileURLWithPath: Program.cqrs)
    follower.arguments = ["all", pair.path, "--follow"]
    follower.standardOutput = output
    try follower.run()
    defer { follower.terminate() }
    let lines = output.fileHandleForReading
    _ = lines.availableData
    var taken: [Int64] = []
    for _ in 0..<Self.each {
      _ = try await pair.store.append(pair.request(events: 1))
      let acknowledged = Self.now
      guard !lines.availableData.isEmpty else { throw Program.Failed() }
      taken.append(Self.now - acknowledged)
    }
    return taken
  }

  private static var now: Int64 { Int64(DispatchTime.now().uptimeNanoseconds) }

  private static func percentile(_ percent: Int, of values: [Int64]) -> Int64 {
    values.sorted()[(values.count - 1) * percent / 100]
  }
}

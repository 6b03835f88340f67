import ArgumentParser
import VirtualTime

/// Processes that append to one store and read from it, all at once, and whose answers must fit one order.
struct HistoryRun {
  let processes: Int
  /// The calls of each writer.
  let calls: Int
  let seed: UInt64

  func run() async throws {
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    var store = try TorturedStore(keepsStream: false)
    do {
      let children = try (0..<processes).map { number in
        try WriterChild(
          path: store.path, name: "\(number)", seed: random.next(),
          options: ["--calls", String(calls)])
      }
      for child in children { store.calls += try child.calls(expectingKill: false) }
      let stored = try await store.check()
      let conflicts = store.calls.count { call in
        if case .conflict = call.answer { true } else { false }
      }
      let slowest = store.calls.map { $0.answered - $0.asked }.max() ?? 0
      print(
        """
        \(store.calls.count) calls of \(processes) processes, \(conflicts) of them refused for their expected version, \
        fit one order of \(stored) events; the slowest took \(slowest / 1_000_000) ms
        """)
      store.remove()
    } catch {
      print("store \(store.path):\n\(error)")
      throw ExitCode.failure
    }
  }
}

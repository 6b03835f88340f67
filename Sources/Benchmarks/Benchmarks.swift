import Foundation

/// What the program takes, each figure beside a yardstick that is measured in the same run: `cqrs-benchmark`.
@main
struct Benchmarks {
  static func main() async throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch (arguments.first, arguments.dropFirst().first.map { Int($0) ?? -1 }) {
    case ("screens", let events) where (events ?? 1_000_000) >= 1_000 && arguments.count <= 2:
      try await ScreenBenchmark(events: events ?? 1_000_000).run()
    case ("explorer", nil):
      try ExplorerBenchmark().run()
    case ("laboratory", nil):
      LaboratoryBenchmark().run()
    default:
      print(
        """
        usage: cqrs-benchmark screens [EVENTS]   the explorer on a store of so many events (1000000)
               cqrs-benchmark explorer           keys, frames and processor time while events stream in
               cqrs-benchmark laboratory         the six architectures in virtual time
        """)
      exit(64)
    }
  }
}

import Architectures
import EventSourcing
import Glibc
import Simulation

/// `cqrs simulate --check-seeds`: random options on every architecture, looking for a run that breaks a rule.
struct SeedRun {
  private let first: UInt64
  private let count: UInt64
  private let architectures: [ArchitectureName]

  /// Seeds whose runs are made up at once: what is told of a million need not fit into memory.
  private static let seedsAtOnce: UInt64 = 200

  init(first: UInt64, count: UInt64, _ architectures: [ArchitectureName]) {
    self.first = first
    self.count = count
    self.architectures = architectures
  }

  /// Tries the seeds, and tells of each run that broke a rule.
  func perform() throws {
    let broken = Tally()
    var done: UInt64 = 0
    while done < count, !Interruption.isWished {
      let size = min(Self.seedsAtOnce, count - done)
      let runs = try (0..<size).flatMap { step in
        let options = try RandomOptions.draw(seed: first &+ done &+ step)
        return architectures.map { SideBySide.Run(architecture: $0, options: options) }
      }
      let words = "\(done) of \(Counted(count, "seed"))"
      try SideBySide.perform(runs, words: words) { place, report in
        guard !report.violations.isEmpty else { return }
        broken.count += 1
        BrokenRules.tell(runs[place], report)
      }
      done += size
    }
    if Interruption.isWished { throw EndedBySignal(number: SIGINT) }
    guard broken.count == 0 else { throw BrokenRules.failure(broken.count) }
    var output = StandardOutput()
    try output.write(
      line: "\(Counted(count, "seed")) from \(first) on "
        + "\(Counted(architectures.count, "architecture")): no rule broken")
    try output.flush()
  }

  /// Unchecked, because reports come one at a time.
  private final class Tally: @unchecked Sendable {
    var count = 0
  }
}

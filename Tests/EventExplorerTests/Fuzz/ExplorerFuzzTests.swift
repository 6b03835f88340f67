import Foundation
import Testing

/// The explorer survives whatever comes: no trap, no picture beyond the terminal, no request without end, and
/// always a way out.
///
/// `CQRS_SEED` begins with another sitting, and `CQRS_FUZZ_STEPS` sets how many steps there are, in sittings
/// with the seeds that follow.
@Suite struct ExplorerFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seed = environment["CQRS_SEED"].flatMap { UInt64($0) }
  private static let steps = environment["CQRS_FUZZ_STEPS"].flatMap { Int($0) } ?? 3_000

  @Test func `somebody without sense can't break the explorer`() throws {
    let isChosen = Self.seed != nil || Self.environment["CQRS_FUZZ_STEPS"] != nil
    let first = Self.seed ?? 1
    let sittings = max(1, Self.steps / ExplorerFuzz.steps)
    var slowest: (time: Duration, what: String) = (.zero, "")
    var visits = FuzzVisits()
    for seed in (0..<UInt64(sittings)).map({ first &+ $0 }) {
      // A trap leaves no other trace of the seed.
      if isChosen { FileHandle.standardError.write(Data("CQRS_SEED=\(seed)\n".utf8)) }
      var fuzz = ExplorerFuzz(seed: seed)
      do {
        try fuzz.run()
      } catch {
        Issue.record("CQRS_SEED=\(seed) replays: \(error)")
        return
      }
      if fuzz.slowest.time > slowest.time { slowest = fuzz.slowest }
      visits.add(fuzz.visits)
    }
    guard isChosen else { return }
    // So many steps lead everywhere.
    if Self.steps >= 200_000 { #expect(visits.missing.isEmpty) }
    print("the slowest step took \(slowest.time): \(slowest.what)")
    for place in FuzzVisits.places { print(visits.counts[place] ?? 0, place, separator: "\t") }
  }
}

import ArgumentParser
import EmbeddedStore
import Foundation
import VirtualTime

/// Rounds of writers that are killed, or whose machine loses power, on stores that are looked at after each.
struct CrashRounds {
  /// How many processes are killed in all.
  let kills: Int
  /// When the store flushes.
  let durability: StoreOptions.Durability
  let seed: UInt64

  /// After how many rounds a new store is begun.
  private static let roundsPerStore = 20

  func run() async throws {
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    var tally = Tally()
    while tally.killed < kills {
      var store = try TorturedStore(keepsStream: random.happens(Ratio(1, of: 2)))
      for _ in 0..<Self.roundsPerStore where tally.killed < kills {
        tally.rounds += 1
        do {
          try playRound(on: &store, &random, &tally)
          tally.stored = try await store.check()
        } catch {
          print("round \(tally.rounds), store \(store.path):\n\(error)")
          throw ExitCode.failure
        }
      }
      tally.events += tally.stored
      tally.acknowledged += store.calls.count
      store.remove()
    }
    print(
      """
      \(tally.killed) processes killed in \(tally.rounds) rounds, \(tally.powerLosses) of them with their machine's power: \
      \(tally.acknowledged) calls were answered, \(tally.events) events are stored; none lost, none twice, none by half
      """)
  }

  /// Lets processes write until each is killed.
  private func playRound(
    on store: inout TorturedStore, _ random: inout SeededRandom, _ tally: inout Tally
  ) throws {
    // Who loses power is alone on the machine: others would have written what its disk forgets.
    let losesPower = random.happens(Ratio(1, of: 3))
    let count = losesPower ? 1 : 1 + random.index(below: 3)
    var children: [(child: WriterChild, pause: Int64?)] = []
    for number in 0..<count {
      var options = ["--durability", durability.rawValue]
      if store.keepsStream { options.append("--moves-stream") }
      // Killed from outside at any moment, or from inside at a step of its own.
      let isKilledInside = losesPower || random.happens(Ratio(1, of: 2))
      if isKilledInside {
        let most = Int64(1) << random.number(in: 0...12)
        options += ["--fault", (losesPower ? DiskFault.powerLoss : .kill).rawValue]
        options += ["--operation", String(random.number(in: 1...most))]
      }
      let child = try WriterChild(
        path: store.path, name: "\(tally.rounds).\(number)", seed: random.next(), options: options)
      children.append((child, isKilledInside ? nil : random.number(in: 0...80)))
    }
    var slept: Int64 = 0
    for (child, pause) in children.sorted(by: { ($0.pause ?? 0) < ($1.pause ?? 0) }) {
      guard let pause else { continue }
      Thread.sleep(forTimeInterval: Double(pause - slept) / 1_000)
      slept = pause
      child.kill()
    }
    for (child, _) in children {
      store.calls += try child.calls(expectingKill: true)
    }
    tally.killed += count
    if losesPower { tally.powerLosses += 1 }
  }

  /// What was done so far.
  private struct Tally {
    var rounds = 0
    var killed = 0
    var powerLosses = 0
    var acknowledged = 0
    var events = 0
    /// What the present store holds.
    var stored = 0
  }
}

import ArgumentParser
import EmbeddedStore
import EventSourcing
import Foundation

/// A run on a disk of which one write or flush after another fails: each failure is told, and what was
/// acknowledged stays.
struct FaultSweep {
  private static let faults: [DiskFault] = [.writeError, .flushError, .full]
  private static let calls = 8

  func run() async throws {
    DiskFault.install()
    for fault in Self.faults {
      for closes in [false, true] {
        var (operation, told): (Int64, Int) = (1, 0)
        while try await fails(fault, at: operation, closes, &told) { operation += 1 }
        print(
          """
          \(fault.rawValue), \(closes ? "closed and opened again" : "kept open"): \(operation - 1) places, \(told) calls \
          told of it; nothing acknowledged was lost, and all went on afterwards
          """)
      }
    }
  }

  /// Plays on a store of its own.
  /// - Returns: Whether anything failed.
  private func fails(
    _ fault: DiskFault, at operation: Int64, _ closes: Bool, _ told: inout Int
  ) async throws -> Bool {
    var store = try TorturedStore(keepsStream: false)
    do {
      let failed = try await play(fault, at: operation, closes, on: &store, &told)
      store.remove()
      return failed
    } catch {
      print("\(fault.rawValue) at operation \(operation), store \(store.path):\n\(error)")
      throw ExitCode.failure
    }
  }

  /// Makes calls while the disk fails, and more when it is sound again.
  /// - Returns: Whether anything failed.
  private func play(
    _ fault: DiskFault, at operation: Int64, _ closes: Bool, on store: inout TorturedStore,
    _ told: inout Int
  ) async throws -> Bool {
    var writer = CallWriter(name: "during", seed: UInt64(operation))
    fault.arm(at: operation)
    var opened = try? SQLiteEventStore.open(store.path)
    if let opened {
      for _ in 0..<Self.calls {
        let call = await writer.call(opened)
        // One that failed may be stored or not; of all others the checker knows what must be.
        if case .failed(let words) = call.answer {
          guard words.hasPrefix("inputOutput(") else {
            throw TortureFailure(["call \(call.name) failed with \(words)"])
          }
          told += 1
        } else {
          store.calls.append(call)
        }
      }
    }
    if closes { opened = nil }
    let failed = DiskFault.mend()
    let sound = try opened ?? SQLiteEventStore.open(store.path)
    var later = CallWriter(name: "after", seed: UInt64(operation))
    for _ in 0..<Self.calls { store.calls.append(await later.call(sound)) }
    sound.close()
    _ = try await store.check()
    return failed
  }
}

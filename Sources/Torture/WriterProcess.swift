import Architectures
import EmbeddedStore
import EventSourcing
import Foundation
import LiveDriver
import VirtualTime

/// A process whose writers append to a store and read from it, and print each call when it is answered.
struct WriterProcess {
  let path: String
  /// What distinguishes its calls from those of others.
  let name: String
  let seed: UInt64
  /// How many calls each writer makes.
  let calls: Int
  /// What goes wrong with its disk, and at which operation.
  let fault: DiskFault
  let operation: Int64
  let durability: StoreOptions.Durability
  /// Whether it moves an architecture's stream too, where no other process does.
  let movesStream: Bool

  private static let writers = 8

  func run() async throws {
    if fault != .sound {
      DiskFault.install()
      fault.arm(at: operation, seed: seed)
    }
    let store = try SQLiteEventStore.open(path, options: StoreOptions(durability: durability))
    let cloud = movesStream ? try KeptCloud.running(on: store) : nil
    let printer = CallPrinter()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<Self.writers {
        group.addTask {
          var writer = CallWriter(name: "\(name).\(number)", seed: seed &+ UInt64(number))
          for _ in 0..<calls {
            printer.print(await writer.call(store))
          }
        }
      }
    }
    await cloud?.stop()
    store.close()
  }
}

/// Prints calls, one a line, whole.
private final class CallPrinter: Sendable {
  private let lock = NSLock()

  func print(_ call: Call) {
    guard var line = try? JSONEncoder().encode(call) else { return }
    line.append(UInt8(ascii: "\n"))
    lock.withLock { FileHandle.standardOutput.write(line) }
  }
}

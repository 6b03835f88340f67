import ArgumentParser
import CFaultyDisk

/// What goes wrong with the disk under a store.
enum DiskFault: String, CaseIterable, ExpressibleByArgument {
  /// Nothing.
  case sound
  /// The process is killed before it writes, flushes, truncates or deletes.
  case kill
  /// So is the machine: of what was not flushed each sector may be on the disk or not.
  case powerLoss = "power-loss"
  /// Writes fail.
  case writeError = "write-error"
  /// Flushes fail.
  case flushError = "flush-error"
  /// Nothing can be made longer.
  case full

  private var kind: faulty_disk_fault {
    switch self {
    case .sound: faulty_disk_sound
    case .kill: faulty_disk_kill
    case .powerLoss: faulty_disk_power_loss
    case .writeError: faulty_disk_write_error
    case .flushError: faulty_disk_flush_error
    case .full: faulty_disk_full
    }
  }

  /// Puts a disk that can fail under every file that SQLite opens from now on.
  static func install() {
    let code = faulty_disk_install()
    precondition(code == 0, "SQLite has no disk to put a layer on: \(code)")
  }

  /// Lets it happen at the `operation`th operation that it concerns, from 1, counted from now.
  func arm(at operation: Int64, seed: UInt64 = 0) {
    faulty_disk_fail(kind, operation, seed)
  }

  /// Ends what goes wrong.
  /// - Returns: Whether anything did.
  static func mend() -> Bool { faulty_disk_mend() != 0 }
}

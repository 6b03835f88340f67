internal import CSQLite
internal import EventSourcing
internal import Glibc

/// The right to move a store's cloud, held by one process at a time and given up with it.
final class CloudLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock.
  /// - Throws: `EventStoreError.busy` if another process holds it.
  init(path: String) throws {
    guard let descriptor = KeptDescriptors.take(path, flags: O_RDWR) else {
      throw EventStoreError.inputOutput("\(path): \(String(cString: strerror(errno)))")
    }
    guard csqlite_lock_cloud(descriptor) == 0 else {
      KeptDescriptors.give(descriptor)
      throw EventStoreError.busy(seconds: 0)
    }
    self.descriptor = descriptor
  }

  /// Whether somebody holds the lock, in this process or another.
  static func isHeld(path: String) -> Bool {
    guard let descriptor = KeptDescriptors.take(path, flags: O_RDONLY) else { return false }
    defer { KeptDescriptors.give(descriptor) }
    return csqlite_cloud_is_locked(descriptor) != 0
  }

  deinit {
    csqlite_unlock_cloud(descriptor)
    KeptDescriptors.give(descriptor)
  }
}

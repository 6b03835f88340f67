internal import Foundation
internal import Glibc

/// Descriptors of stores' files that are never closed, only used again.
///
/// SQLite holds POSIX locks, which a process loses when it closes *any* descriptor of the file
/// (<https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_>).
enum KeptDescriptors {
  private struct File: Hashable {
    var device: UInt
    var inode: UInt
  }

  private static let lock = NSLock()
  /// Guarded by `lock`.
  private nonisolated(unsafe) static var idle: [File: [Int32]] = [:]

  /// A descriptor of the file at a path, which nobody else uses; nil, with `errno`, if it can't be opened.
  static func take(_ path: String, flags: Int32) -> Int32? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let file = File(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    let kept = lock.withLock { () -> Int32? in
      guard let place = idle[file]?.firstIndex(where: { fcntl($0, F_GETFL) & O_ACCMODE == flags })
      else { return nil }
      return idle[file]?.remove(at: place)
    }
    if let kept { return kept }
    let descriptor = open(path, flags | O_CLOEXEC)
    return descriptor < 0 ? nil : descriptor
  }

  /// Gives a descriptor back.
  static func give(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    let file = File(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    lock.withLock { idle[file, default: []].append(descriptor) }
  }
}

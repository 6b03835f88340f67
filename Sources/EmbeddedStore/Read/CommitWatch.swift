internal import Foundation
internal import Glibc

/// Waits for commits: of other processes by inotify on the write-ahead log's folder, of a store that has
/// no name any more by word of its own queue.
final class CommitWatch: Sendable {
  private let path: String?
  private let condition = NSCondition()
  /// Guarded by `condition`.
  private nonisolated(unsafe) var lastPosition: Int64 = 0

  /// Creates a watch.
  /// - Parameter path: The store's absolute path; nil for a store that only this process can reach.
  init(path: String?) {
    self.path = path
  }

  /// Says that this process has committed up to a position.
  func committed(_ position: Int64) {
    condition.withLock {
      lastPosition = max(lastPosition, position)
      condition.broadcast()
    }
  }

  /// Waits until `current` gives more than a position.
  /// - Returns: What it gave last.
  func wait(
    after position: Int64, microseconds: Int64, current: () throws -> Int64
  ) throws -> Int64 {
    guard let path else { return waitForWord(after: position, microseconds: microseconds) }
    let folder = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
    let notifications = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    defer { close(notifications) }
    inotify_add_watch(
      notifications, String(folder), UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE))
    let end = Self.now() + microseconds
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let found = try current()
      let left = end - Self.now()
      if found > position || left <= 0 { return found }
      var ready = pollfd(fd: notifications, events: Int16(POLLIN), revents: 0)
      poll(&ready, 1, Int32(min((left + 999) / 1000, 3_600_000)))
      while read(notifications, &buffer, buffer.count) > 0 {}
    }
  }

  private func waitForWord(after position: Int64, microseconds: Int64) -> Int64 {
    let end = Date().addingTimeInterval(Double(microseconds) / 1_000_000)
    return condition.withLock {
      while lastPosition <= position, condition.wait(until: end) {}
      return lastPosition
    }
  }

  private static func now() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
  }
}

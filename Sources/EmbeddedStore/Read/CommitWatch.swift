internal import Foundation
internal import Glibc

/// Waits for commits: of this process by word of its own queue, of others by word of writes to the file's log.
///
/// Another's commit becomes readable a little after its write, when the log is flushed, and of that no word
/// comes: for a while after each write one has to look.
final class CommitWatch: Sendable {
  private struct Watcher {
    var folder: FolderWatch
    /// Until when one has to look, in microseconds of the monotonic clock.
    var lookingUntil: Int64
  }

  /// How long after a write one has to look, in microseconds.
  private static let settling: Int64 = 2_000_000
  /// The shortest and the longest time between two looks, in milliseconds.
  private static let looks: ClosedRange<Int64> = 1...32

  private let path: String?
  private let condition = NSCondition()
  /// How often this process has changed the store.
  ///
  /// Guarded by `condition`.
  private nonisolated(unsafe) var changes: Int64 = 0
  /// Those that callers wait with.
  ///
  /// Guarded by `condition`.
  private nonisolated(unsafe) var waiting: [FolderWatch] = []
  /// Watchers that no caller waits with, and to which word comes meanwhile.
  ///
  /// Guarded by `condition`.
  private nonisolated(unsafe) var idle: [Watcher] = []

  /// Creates a watch.
  /// - Parameter path: The store's absolute path; nil for a store that only this process can reach.
  init(path: String?) {
    self.path = path
  }

  /// Says that this process has changed the store.
  func changed() {
    condition.withLock {
      changes += 1
      condition.broadcast()
      for folder in waiting { folder.wake() }
    }
  }

  /// Waits until `current` gives more than a position.
  /// - Returns: What it gave last.
  func wait(
    after position: Int64, microseconds: Int64, current: () throws -> Int64
  ) throws -> Int64 {
    guard let path else {
      return try waitForWord(after: position, microseconds: microseconds, current: current)
    }
    let start = Self.now()
    var watcher =
      condition.withLock { idle.popLast() }
      ?? Watcher(folder: FolderWatch(path: path), lookingUntil: start + Self.settling)
    if !watcher.folder.isWatching { watcher.lookingUntil = .max }
    // Waited with before the first look: what is committed after it ends the wait.
    condition.withLock { waiting.append(watcher.folder) }
    defer {
      condition.withLock {
        waiting.removeAll { $0 === watcher.folder }
        idle.append(watcher)
      }
    }
    let (end, isEndless) = start.addingReportingOverflow(microseconds)
    var look = Self.looks.lowerBound
    while true {
      let found = try current()
      let now = Self.now()
      if found > position || now >= end && !isEndless { return found }
      var milliseconds = isEndless ? Int64(Int32.max) : (end - now + 999) / 1000
      if now < watcher.lookingUntil {
        milliseconds = min(milliseconds, look)
        look = min(2 * look, Self.looks.upperBound)
      }
      if watcher.folder.wait(milliseconds: milliseconds) {
        watcher.lookingUntil = max(watcher.lookingUntil, Self.now() + Self.settling)
        look = Self.looks.lowerBound
      }
    }
  }

  private func waitForWord(
    after position: Int64, microseconds: Int64, current: () throws -> Int64
  ) throws -> Int64 {
    let end = Date().addingTimeInterval(Double(microseconds) / 1_000_000)
    while true {
      let seen = condition.withLock { changes }
      let found = try current()
      if found > position { return found }
      let isOver = condition.withLock {
        while changes == seen {
          guard condition.wait(until: end) else { return true }
        }
        return false
      }
      if isOver { return found }
    }
  }

  private static func now() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
  }
}

internal import EventSourcing
internal import Foundation
internal import Glibc

/// Descriptors of stores' files that are not closed while a store of this process has the file open, only used
/// again.
///
/// SQLite holds POSIX locks, which a process loses when it closes *any* descriptor of the file
/// (<https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_>).
enum KeptDescriptors {
  private struct File: Hashable {
    var device: UInt
    var inode: UInt

    init(_ status: stat) {
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
    }
  }

  private struct State {
    var idle: [File: [Int32]] = [:]
    /// How many stores have each file open.
    var stores: [File: Int] = [:]
    /// How many stores are being opened: their files can be any.
    var openings = 0

    /// Closes what no store's locks hang on any more.
    mutating func closeUnused() {
      guard openings == 0 else { return }
      for (file, descriptors) in idle where stores[file] == nil {
        for descriptor in descriptors { Glibc.close(descriptor) }
        idle[file] = nil
      }
    }
  }

  private static let lock = NSLock()
  /// Guarded by `lock`.
  private nonisolated(unsafe) static var state = State()

  /// A descriptor of the file at a path, which nobody else uses; nil, with `errno`, if it can't be opened.
  static func take(_ path: String, flags: Int32) -> Int32? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let file = File(status)
    let kept = lock.withLock { () -> Int32? in
      guard
        let place = state.idle[file]?.firstIndex(where: {
          fcntl($0, F_GETFL) & O_ACCMODE == flags
        })
      else { return nil }
      return state.idle[file]?.remove(at: place)
    }
    if let kept { return kept }
    let descriptor = open(path, flags | O_CLOEXEC)
    return descriptor < 0 ? nil : descriptor
  }

  /// Gives a descriptor back.
  static func give(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    lock.withLock {
      state.idle[File(status), default: []].append(descriptor)
      state.closeUnused()
    }
  }

  /// That a store is being opened, and then that its file is open, for as long as this lives.
  final class Claim: Sendable {
    /// Guarded by the descriptors' lock.
    private nonisolated(unsafe) var file: File?
    /// Guarded by the descriptors' lock.
    private nonisolated(unsafe) var place = ""

    /// Claims the descriptors of all files, until it is known which one it is.
    init() {
      lock.withLock { state.openings += 1 }
    }

    /// Claims from now on those of the file at a path alone.
    func narrow(to path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return }
      lock.withLock {
        guard file == nil else { return }
        file = File(status)
        place = path
        state.stores[File(status), default: 0] += 1
        state.openings -= 1
        state.closeUnused()
      }
    }

    private func check(_ path: String) throws {
      let (file, place) = lock.withLock { (self.file, self.place) }
      var status = stat()
      guard stat(place, &status) == 0, File(status) == file else {
        throw EventStoreError.inputOutput(
          "\(path) was deleted or replaced while it was open: nothing more can be read")
      }
    }

    /// Opens the file once more.
    /// - Parameters:
    ///   - path: The path to say in a message.
    ///   - open: Opens what lies where the file was when the claim was narrowed.
    /// - Returns: What was opened.
    /// - Throws: `EventStoreError.inputOutput` if that is no longer the same file.
    func keeping<Opened>(_ path: String, _ open: () throws -> Opened) throws -> Opened {
      // Before, since SQLite would make a file where none is; and after, since it opens by name.
      try check(path)
      let opened = try open()
      try check(path)
      return opened
    }

    deinit {
      lock.withLock {
        if let file, let count = state.stores[file] {
          state.stores[file] = count > 1 ? count - 1 : nil
        } else {
          state.openings -= 1
        }
        state.closeUnused()
      }
    }
  }
}

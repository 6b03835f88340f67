internal import Glibc

/// Word from the system of writes to a file and to those beside it whose names begin with its name.
final class FolderWatch {
  private let descriptor: Int32
  private let name: [UInt8]
  private var buffer = [UInt8](repeating: 0, count: 16_384)

  /// Whether word will come; the system has only so many watches.
  let isWatching: Bool

  /// Watches a file from now on.
  /// - Parameter path: The absolute path.
  init(path: String) {
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    name = Array(path[nameStart...].utf8)
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    let watch = inotify_add_watch(
      descriptor, String(path[..<nameStart]), UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO))
    isWatching = watch >= 0
  }

  deinit {
    close(descriptor)
  }

  /// Waits for word of the file.
  /// - Returns: Whether some came since the last time.
  func wait(milliseconds: Int64) -> Bool {
    var ready = pollfd(fd: isWatching ? descriptor : -1, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, Int32(clamping: milliseconds)) > 0 else { return false }
    var isOurs = false
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return isOurs }
      isOurs = isOurs || names(in: buffer[..<count]).contains { $0.starts(with: name) }
    }
  }

  /// The names in a sequence of `inotify_event`s.
  ///
  /// Each is sixteen bytes, the last four of them the length of the name that follows. A lost word (the
  /// queue ran over) has none, and may be of any file.
  private func names(in events: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var names: [ArraySlice<UInt8>] = []
    var rest = events
    while rest.count >= 16 {
      let length = rest.withUnsafeBytes {
        Int($0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
      }
      rest = rest.dropFirst(16)
      names.append(length == 0 ? name[...] : rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return names
  }
}

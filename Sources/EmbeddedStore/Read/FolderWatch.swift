internal import Glibc

/// Word from the system of writes to a file and to those beside it whose names begin with its name, and from
/// this process.
final class FolderWatch {
  private let descriptor: Int32
  /// Two ends of a line from this process to itself: where it is read, and where written.
  private let word: [Int32]
  private let name: [UInt8]
  private var buffer = [UInt8](repeating: 0, count: 16_384)

  /// Whether word will come; the system has only so many watches.
  let isWatching: Bool

  /// Watches a file from now on.
  /// - Parameter path: The absolute path.
  init(path: String) {
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    name = Array(path[nameStart...].utf8)
    var ends: [Int32] = [-1, -1]
    let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    _ = socketpair(AF_UNIX, Int32(kind), 0, &ends)
    word = ends
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    let watch = inotify_add_watch(
      descriptor, String(path[..<nameStart]), UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO))
    isWatching = watch >= 0
  }

  deinit {
    close(descriptor)
    for end in word { close(end) }
  }

  /// Ends a wait, of this moment or else the next; any thread may do so.
  func wake() {
    var byte: UInt8 = 0
    _ = write(word[1], &byte, 1)
  }

  /// Waits for word of the file.
  /// - Returns: Whether some came since the last time.
  func wait(milliseconds: Int64) -> Bool {
    var ready = [isWatching ? descriptor : -1, word[0]].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    guard poll(&ready, UInt(ready.count), Int32(clamping: milliseconds)) > 0 else { return false }
    var isOurs = false
    while read(word[0], &buffer, buffer.count) > 0 { isOurs = true }
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

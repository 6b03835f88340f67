import Glibc

/// Files that are written where there are none.
enum NewFile {
  /// Writes text to a new file, all of it or none.
  /// - Parameters:
  ///   - text: The text.
  ///   - path: The file; `~/` at its beginning is the user's folder.
  /// - Returns: The bytes written.
  /// - Throws: `CommandFailure` in words for people: it is there already, or can't be written.
  static func write(_ text: String, to path: String) throws -> Int {
    let file = expanded(path)
    guard !file.utf8.contains(0) else {
      throw CommandFailure(.inputOutput, "no file can be called \(path)")
    }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let words =
        errno == EEXIST
        ? "\(path) is there already, and is never overwritten: choose another name"
        : "\(path) can't be written: \(String(cString: strerror(errno)))"
      throw CommandFailure(.inputOutput, words)
    }
    var text = text
    let count = text.utf8.count
    let failure = text.withUTF8 { bytes -> Int32? in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
      return nil
    }
    let isClosed = close(descriptor) == 0
    guard failure == nil, isClosed else {
      let number = failure ?? errno
      unlink(file)
      throw CommandFailure(
        .inputOutput, "\(path) can't be written: \(String(cString: strerror(number)))")
    }
    return count
  }

  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }
}

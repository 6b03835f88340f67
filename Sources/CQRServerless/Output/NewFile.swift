import Glibc

/// A file that is written where there is none: it appears under its name when all of it is there.
///
/// Until then it stands beside it under a name that nobody looks for, and goes if it is never finished.
final class NewFile {
  /// The bytes written.
  private(set) var byteCount: Int64 = 0
  private let path: String
  private let file: String
  /// Where it stands until it is finished, empty at first.
  let unfinished: String
  /// The folder that it is in, with the slash at its end; empty for the one in which the program works.
  private let folder: String
  private var descriptor: Int32

  /// Begins a file.
  /// - Parameter path: The file; `~/` at its beginning is the user's folder.
  /// - Throws: `CommandFailure` in words for people: it is there already, or can't be made.
  init(_ path: String) throws {
    self.path = path
    let file = Self.expanded(path)
    self.file = file
    let name = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { file[file.index(after: $0)...] }
    guard !file.utf8.contains(0), !(name ?? file[...]).isEmpty else {
      throw CommandFailure(.inputOutput, "no file can be called \(path)")
    }
    folder = String(file.dropLast((name ?? file[...]).count))
    unfinished = folder + ".cqrs-unfinished-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    var present = stat()
    guard lstat(file, &present) != 0 else {
      throw CommandFailure(.inputOutput, Self.taken(path))
    }
    descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path, errno) }
  }

  deinit { discard() }

  /// Writes bytes to its end.
  /// - Throws: `CommandFailure` in words for people.
  func write(_ bytes: some Collection<UInt8>) throws {
    let number = ContiguousArray(bytes).withUnsafeBytes { bytes -> Int32? in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return errno }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
      return nil
    }
    if let number { throw Self.failure(path, number) }
    byteCount += Int64(bytes.count)
  }

  /// Gives it its name.
  /// - Throws: `CommandFailure` in words for people, also if a file of that name has come meanwhile.
  func finish() throws {
    defer { discard() }
    let isClosed = fsync(descriptor) == 0 && close(descriptor) == 0
    if isClosed { descriptor = -1 }
    guard isClosed else { throw Self.failure(path, errno) }
    guard link(unfinished, file) != 0 else { return flushFolder() }
    guard errno != EEXIST else { throw CommandFailure(.inputOutput, Self.taken(path)) }
    try claim()
  }

  /// Gives it its name where a file has one name only: an empty file keeps others away from it first.
  private func claim() throws {
    let claimed = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard claimed >= 0 else {
      throw errno == EEXIST
        ? CommandFailure(.inputOutput, Self.taken(path)) : Self.failure(path, errno)
    }
    close(claimed)
    guard rename(unfinished, file) != 0 else { return flushFolder() }
    let number = errno
    unlink(file)
    throw Self.failure(path, number)
  }

  /// Has the name outlive a power loss, where the folder's file system knows how.
  private func flushFolder() {
    let folder = open(self.folder.isEmpty ? "." : self.folder, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private func discard() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    unlink(unfinished)
  }

  private static func taken(_ path: String) -> String {
    "\(path) is there already, and is never overwritten: choose another name"
  }

  private static func failure(_ path: String, _ number: Int32) -> CommandFailure {
    CommandFailure(
      .inputOutput,
      number == ENOENT
        ? "\(path) can't be written: there is no such folder"
        : "\(path) can't be written: \(String(cString: strerror(number)))")
  }

  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }
}

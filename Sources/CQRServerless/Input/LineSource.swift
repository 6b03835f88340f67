import EventSourcing
import Glibc

/// Lines of a file or of standard input.
struct LineSource {
  private let descriptor: Int32
  private let name: String

  /// Opens a file; `-` is standard input.
  /// - Throws: `CommandFailure` if there is none, or it can't be read.
  init(_ path: String) throws {
    name = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor < 0 else { return }
    let kind: CommandFailure.Kind = errno == ENOENT || errno == ENOTDIR ? .missing : .inputOutput
    throw CommandFailure(kind, "\(path): \(String(cString: strerror(errno)))")
  }

  /// Reads each line with its number, from 1; blank ones are left out.
  /// - Parameters:
  ///   - place: What messages call a line.
  ///   - wait: Told before a wait for more: whoever writes to a pipe may be slow.
  ///   - body: Takes each line.
  /// - Throws: `CommandFailure`, or what `body` throws.
  func forEachLine(
    calling place: (Int) -> String = { "line \($0)" }, beforeWait wait: () throws -> Void = {},
    _ body: (UnsafeRawBufferPointer, Int) throws -> Void
  ) throws {
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var lines = LineSplitter()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    do {
      while true {
        if mustWait { try wait() }
        let count = try readPiece(into: buffer)
        guard count > 0 else { break }
        try lines.split(UnsafeRawBufferPointer(rebasing: buffer[..<count]), body: body)
      }
      try lines.finish(body: body)
    } catch let overlong as LineSplitter.Overlong {
      throw CommandFailure(
        .input, "\(place(overlong.line)): it has more than \(EventLine.longest) bytes")
    }
  }

  /// Whether nothing comes for now; a writer that is fast has the next piece ready within moments.
  private var mustWait: Bool {
    let momentMilliseconds: Int32 = 10
    var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&event, 1, momentMilliseconds) == 0
  }

  private func readPiece(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else {
        let kind: CommandFailure.Kind = errno == EISDIR ? .missing : .inputOutput
        throw CommandFailure(kind, "\(name): \(String(cString: strerror(errno)))")
      }
    }
  }
}

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
  ///   - body: Takes each line.
  /// - Throws: `CommandFailure`, or what `body` throws.
  func forEachLine(
    calling place: (Int) -> String = { "line \($0)" },
    _ body: (UnsafeRawBufferPointer, Int) throws -> Void
  ) throws {
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var lines = LineSplitter()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    do {
      while case let count = try readPiece(into: buffer), count > 0 {
        try lines.split(UnsafeRawBufferPointer(rebasing: buffer[..<count]), body: body)
      }
      try lines.finish(body: body)
    } catch let overlong as LineSplitter.Overlong {
      throw CommandFailure(
        .input, "\(place(overlong.line)): it has more than \(EventLine.longest) bytes")
    }
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

/// Cuts a stream that comes in chunks into lines, ended by LF or CR LF; blank ones are left out.
public struct LineSplitter: Sendable {
  /// A line that never ended within ``EventLine/longest`` bytes.
  public struct Overlong: Error, Hashable, Sendable {
    /// The line's number, from 1.
    public var line: Int

    /// Creates the error.
    public init(line: Int) {
      self.line = line
    }
  }

  private var rest: [UInt8] = []
  private var line = 1

  /// Starts at line 1.
  public init() {}

  /// Cuts a chunk; what it leaves unfinished is kept for the next.
  /// - Parameters:
  ///   - chunk: The bytes that follow those before.
  ///   - body: Takes each line without its end, and its number, from 1. White space alone is no line.
  /// - Throws: ``Overlong``, or what `body` throws; the splitter is then of no use any more.
  public mutating func split(
    _ chunk: UnsafeRawBufferPointer,
    body: (_ line: UnsafeRawBufferPointer, _ number: Int) throws -> Void
  ) throws {
    var start = 0
    while let end = chunk[start...].firstIndex(of: .lineFeed) {
      let piece = UnsafeRawBufferPointer(rebasing: chunk[start..<end])
      if rest.isEmpty {
        try give(piece, to: body)
      } else {
        try keep(piece)
        try finish(body: body)
      }
      line += 1
      start = end + 1
    }
    try keep(UnsafeRawBufferPointer(rebasing: chunk[start...]))
  }

  /// Gives the last line if the stream ended without a line feed.
  /// - Parameter body: Takes the line and its number.
  /// - Throws: What `body` throws.
  public mutating func finish(
    body: (_ line: UnsafeRawBufferPointer, _ number: Int) throws -> Void
  ) throws {
    let last = rest
    rest.removeAll(keepingCapacity: true)
    try last.withUnsafeBytes { try give($0, to: body) }
  }

  private mutating func keep(_ piece: UnsafeRawBufferPointer) throws {
    guard rest.count + piece.count <= EventLine.longest else { throw Overlong(line: line) }
    rest.append(contentsOf: piece)
  }

  private func give(
    _ line: UnsafeRawBufferPointer, to body: (UnsafeRawBufferPointer, Int) throws -> Void
  ) throws {
    guard line.contains(where: { !$0.isJSONWhiteSpace }) else { return }
    let hasReturn = line.last == .carriageReturn
    try body(hasReturn ? UnsafeRawBufferPointer(rebasing: line.dropLast()) : line, self.line)
  }
}

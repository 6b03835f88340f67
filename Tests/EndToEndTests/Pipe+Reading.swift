import Foundation

extension Pipe {
  /// Reads this many bytes, however many pieces they come in.
  func read(utf8Count count: Int) throws -> String {
    var bytes = Data()
    while bytes.count < count,
      let piece = try fileHandleForReading.read(upToCount: count - bytes.count), !piece.isEmpty
    {
      bytes += piece
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads up to the end of a line.
  func line() throws -> String {
    var line = ""
    while !line.hasSuffix("\n") {
      let byte = try read(utf8Count: 1)
      guard !byte.isEmpty else { break }
      line += byte
    }
    return line
  }
}

import EventSourcing
import TerminalScreen

/// An event's metadata, a member a line, for the eye: what stands in it stays as it was given.
///
/// Where its lines begin is found once; a line is made when it is looked at, so that a picture costs the lines
/// in view, however many there are.
struct PrettyJSON: Hashable, Sendable {
  /// A piece of a line.
  struct Span: Hashable, Sendable {
    var text: String
    var role: Style.Role
  }

  /// A line.
  struct Line: Hashable, Sendable {
    var spans: [Span] = []
  }

  /// Where a line begins.
  private struct Start: Hashable, Sendable {
    /// Its first byte, from the text's beginning.
    var offset: Int32
    /// How many objects and arrays it stands in.
    var depth: Int32
  }

  /// The longest scalar that is shown whole, in bytes.
  private static let longestScalar = 4_096

  private let bytes: ArraySlice<UInt8>
  private let starts: [Start]

  /// Lays out nothing.
  init() { (bytes, starts) = ([], []) }

  init(_ metadata: Metadata) {
    bytes = metadata.bytes
    starts = bytes.withUnsafeBytes(Self.starts)
  }

  /// Goes through the text once; depth is counted, not called.
  private static func starts(_ bytes: UnsafeRawBufferPointer) -> [Start] {
    var starts = [Start(offset: 0, depth: 0)]
    var depth: Int32 = 0
    var place = 0
    func breakLine() { starts.append(Start(offset: Int32(place), depth: Swift.max(0, depth))) }
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let length = isEmpty(bytes, at: place) ? 2 : 1
        place += length
        guard length == 1 else { break }
        depth += 1
        breakLine()
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        breakLine()
        place += 1
      case UInt8(ascii: ","):
        place += 1
        breakLine()
      case UInt8(ascii: "\""): place = stringEnd(bytes, at: place)
      default: place += 1
      }
    }
    return starts.last?.offset == Int32(bytes.count) ? starts.dropLast() : starts
  }

  /// Whether an object or array ends where it begins.
  private static func isEmpty(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    guard place + 1 < bytes.count else { return false }
    let isObject = bytes[place] == UInt8(ascii: "{")
    return bytes[place + 1] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
  }

  private static func stringEnd(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Int {
    var end = place + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return Swift.min(end + 1, bytes.count)
  }
}

extension PrettyJSON: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { starts.count }

  subscript(line: Int) -> Line {
    let start = starts[line]
    let end = line + 1 < starts.count ? Int(starts[line + 1].offset) : bytes.count
    return bytes.withUnsafeBytes { bytes in
      let part = UnsafeRawBufferPointer(rebasing: bytes[Int(start.offset)..<end])
      return Self.line(part, depth: Int(start.depth))
    }
  }

  private static func line(_ bytes: UnsafeRawBufferPointer, depth: Int) -> Line {
    var line = Line()
    if depth > 0 {
      let indent = String(repeating: " ", count: 2 * Swift.min(depth, 64))
      line.spans.append(Span(text: indent, role: .quiet))
    }
    var place = 0
    func put(to end: Int, _ role: Style.Role) {
      line.spans.append(Span(text: text(bytes, from: place, to: end), role: role))
      place = end
    }
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        put(to: place + (isEmpty(bytes, at: place) ? 2 : 1), .quiet)
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","): put(to: place + 1, .quiet)
      case UInt8(ascii: ":"):
        line.spans.append(Span(text: ": ", role: .quiet))
        place += 1
      case UInt8(ascii: "\""):
        let end = stringEnd(bytes, at: place)
        let isName = end < bytes.count && bytes[end] == UInt8(ascii: ":")
        put(to: end, isName ? .jsonName : .jsonString)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        put(to: scalarEnd(bytes, at: place), .jsonNumber)
      default: put(to: scalarEnd(bytes, at: place), .jsonLiteral)
      }
    }
    return line
  }

  private static func scalarEnd(_ bytes: UnsafeRawBufferPointer, at place: Int) -> Int {
    var end = place + 1
    while end < bytes.count, !",]}:".utf8.contains(bytes[end]) { end += 1 }
    return end
  }

  private static func text(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> String
  {
    var shown = Swift.min(end, start + longestScalar)
    // Not within a character.
    while shown < end, shown > start, bytes[shown] & 0xC0 == 0x80 { shown -= 1 }
    return String(decoding: bytes[start..<shown], as: UTF8.self) + (shown < end ? "…" : "")
  }
}

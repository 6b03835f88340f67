import EventSourcing
import TerminalScreen

/// An event's metadata, a member a line, for the eye: what stands in it stays as it was given.
enum PrettyJSON {
  /// A piece of a line.
  struct Span: Hashable, Sendable {
    var text: String
    var role: Style.Role
  }

  /// A line.
  struct Line: Hashable, Sendable {
    var spans: [Span] = []
  }

  /// The longest scalar that is shown whole, in bytes.
  private static let longestScalar = 4_096

  /// The lines; after `limit` an ellipsis.
  static func lines(of metadata: Metadata, limit: Int = 2_000) -> [Line] {
    metadata.bytes.withUnsafeBytes { bytes in
      var layout = Layout(bytes: bytes, limit: limit)
      layout.run()
      return layout.lines
    }
  }

  /// Goes through the text once; depth is counted, not called.
  private struct Layout {
    let bytes: UnsafeRawBufferPointer
    let limit: Int
    var lines: [Line] = []
    private var line = Line()
    private var place = 0
    private var depth = 0
    private var isFull = false

    init(bytes: UnsafeRawBufferPointer, limit: Int) {
      self.bytes = bytes
      self.limit = limit
    }

    mutating func run() {
      while place < bytes.count, !isFull {
        let byte = bytes[place]
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          breakLine()
          put(1, .quiet)
        case UInt8(ascii: ","):
          put(1, .quiet)
          breakLine()
        case UInt8(ascii: ":"):
          line.spans.append(Span(text: ": ", role: .quiet))
          place += 1
        case UInt8(ascii: "\""): string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): scalar(.jsonNumber)
        default: scalar(.jsonLiteral)
        }
      }
      if isFull {
        lines.append(Line(spans: [Span(text: "…", role: .quiet)]))
      } else if !line.spans.isEmpty {
        lines.append(line)
      }
    }

    private mutating func open(_ byte: UInt8) {
      let closing = byte == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
      if place + 1 < bytes.count, bytes[place + 1] == closing { return put(2, .quiet) }
      put(1, .quiet)
      depth += 1
      breakLine()
    }

    private mutating func string() {
      var end = place + 1
      while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      end = min(end + 1, bytes.count)
      let isName = end < bytes.count && bytes[end] == UInt8(ascii: ":")
      put(end - place, isName ? .jsonName : .jsonString)
    }

    private mutating func scalar(_ role: Style.Role) {
      var end = place + 1
      while end < bytes.count, !",]}:".utf8.contains(bytes[end]) { end += 1 }
      put(end - place, role)
    }

    private mutating func put(_ length: Int, _ role: Style.Role) {
      var shown = min(length, longestScalar)
      // Not within a character.
      while shown < length, shown > 0, bytes[place + shown] & 0xC0 == 0x80 { shown -= 1 }
      let text = String(decoding: bytes[place..<place + shown], as: UTF8.self)
      line.spans.append(Span(text: text + (shown < length ? "…" : ""), role: role))
      place += length
    }

    private mutating func breakLine() {
      lines.append(line)
      let indent = String(repeating: " ", count: 2 * min(depth, 64))
      line = Line(spans: depth > 0 ? [Span(text: indent, role: .quiet)] : [])
      isFull = lines.count >= limit
    }
  }
}

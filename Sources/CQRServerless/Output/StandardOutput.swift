import Architectures
import EventSourcing
import Glibc
import Ledger

/// Where results go: an object a line, in large pieces.
///
/// A closed pipe ends the command, quietly and well: whoever read has enough.
struct StandardOutput: ~Copyable {
  /// Whoever read has gone; no failure, but nothing is left to do.
  struct Closed: Error {}

  private var bytes: [UInt8] = []
  private let lines = EventLineWriter(isForTerminal: isatty(STDOUT_FILENO) == 1)
  private static let pieceSize = 1 << 16

  init() {
    bytes.reserveCapacity(Self.pieceSize * 2)
  }

  /// Writes an event's line.
  mutating func write(_ event: Event, cursor: Cursor? = nil) throws {
    lines.append(event, cursor: cursor, to: &bytes)
    if bytes.count >= Self.pieceSize { try flush() }
  }

  /// Writes an aggregate's line.
  mutating func write(_ aggregate: AggregateSummary) throws {
    lines.append(aggregate, to: &bytes)
    if bytes.count >= Self.pieceSize { try flush() }
  }

  /// Writes a compared account's line.
  mutating func write(_ account: ComparedAccount) throws {
    lines.append(account, to: &bytes)
    if bytes.count >= Self.pieceSize { try flush() }
  }

  /// Writes an id's line, with its parts or bare.
  mutating func write(_ id: KSUID, takenApart: Bool) throws {
    if takenApart {
      lines.append(id, to: &bytes)
    } else {
      id.appendText(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    if bytes.count >= Self.pieceSize { try flush() }
  }

  /// Writes a proof's line.
  mutating func write(_ proof: InclusionProof) throws {
    lines.append(proof, to: &bytes)
    if bytes.count >= Self.pieceSize { try flush() }
  }

  /// Writes a line of text.
  mutating func write(line: String) throws {
    bytes.append(contentsOf: Escaped.text(line).utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes a line that is safe already, maybe with colours.
  mutating func write(safe line: String) {
    bytes.append(contentsOf: line.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Sends what has been written.
  /// - Throws: `CommandFailure` if that failed, `Closed` if nobody reads any more.
  mutating func flush() throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard written >= 0 else {
        switch errno {
        case EINTR: continue
        case EAGAIN:
          var request = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
          poll(&request, 1, -1)
          continue
        case EPIPE:
          bytes.removeAll()
          throw Closed()
        default:
          let reason = String(cString: strerror(errno))
          bytes.removeAll()
          throw CommandFailure(.inputOutput, "standard output could not be written: \(reason)")
        }
      }
      rest = rest.dropFirst(written)
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Whether whoever read has gone.
  static var isClosed: Bool {
    var request = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    return poll(&request, 1, 0) > 0 && request.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
  }
}

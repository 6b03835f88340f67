import Architectures
import EventSourcing
import VirtualTime

extension StreamWrite {
  /// An event whose aggregate's hash puts it in a shard of the change stream and a message group.
  static func made(_ position: Int64, shard: Int = 0, group: Int = 0, bytes: Int = 400) -> Self {
    StreamWrite(
      position: position, eventID: .min, aggregateHash: UInt64(shard) << 32 | UInt64(group) << 48,
      bytes: bytes, committedAt: .simulationStart)
  }
}

extension Instant {
  /// So many milliseconds after the start of every run.
  static func milliseconds(_ milliseconds: Int64) -> Instant {
    simulationStart.advanced(byMicroseconds: milliseconds * 1000)
  }
}

import Dispatch
import EventSourcing

/// The newest status, to be read by any thread without waiting for the cloud.
///
/// Unchecked, because its own queue guards both values.
final class StatusBoard: @unchecked Sendable {
  private let queue = DispatchQueue(label: "cqrs.status")
  private var newest: ReplicationStatus
  private var listener: (@Sendable () -> Void)?

  /// Creates a board that shows a status.
  init(_ status: ReplicationStatus) {
    newest = status
  }

  /// The newest status.
  var status: ReplicationStatus {
    get { queue.sync { newest } }
    set { queue.sync { newest = newValue } }
  }

  /// Who is told of news.
  var onChange: (@Sendable () -> Void)? {
    get { queue.sync { listener } }
    set { queue.sync { listener = newValue } }
  }
}

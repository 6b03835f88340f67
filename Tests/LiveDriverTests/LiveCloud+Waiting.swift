import EventSourcing
import LiveDriver

extension LiveCloud {
  /// Waits until the status is as wanted: it is looked at whenever the cloud says that it changed.
  func waitUntil(_ isWanted: @escaping @Sendable (ReplicationStatus) -> Bool) async {
    let news = AsyncStream<Void>(bufferingPolicy: .bufferingNewest(1)) { continuation in
      onChange = { continuation.yield() }
    }
    if isWanted(status()) { return }
    for await _ in news where isWanted(status()) { return }
  }

  /// Changes whatever is other than it stands.
  func update(_ settings: LiveSettings) {
    update(settings.changes(from: status().settings))
  }
}

import Dispatch
import EmbeddedStore
import EventSourcing
import Foundation
import LiveDriver

/// Waits for the explorer that moves a store's stream to end, to move it on in its place.
///
/// Unchecked, because the lock guards every variable.
final class StreamSuccession: @unchecked Sendable {
  private let store: SQLiteEventStore
  private let predecessor: LiveCloud
  private let wake: @Sendable () -> Void
  private let timer: any DispatchSourceTimer
  private let lock = NSLock()
  private var successor: LiveCloud?

  /// Begins to look, once a second, whether the stream is free.
  /// - Parameters:
  ///   - store: The store.
  ///   - predecessor: The cloud that reads the stream meanwhile.
  ///   - wake: Is called when there is something to take.
  init(store: SQLiteEventStore, after predecessor: LiveCloud, wake: @escaping @Sendable () -> Void)
  {
    (self.store, self.predecessor, self.wake) = (store, predecessor, wake)
    timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    timer.setEventHandler { [weak self] in self?.look() }
    timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(100))
    timer.activate()
  }

  deinit { timer.cancel() }

  /// Takes the cloud that moves the stream from now on; nil while another explorer does.
  func take() -> LiveCloud? {
    lock.withLock {
      defer { successor = nil }
      return successor
    }
  }

  private func look() {
    guard !store.isStreamMoved else { return }
    // Of several that wait one gets it; what else keeps it from being opened is tried again.
    let cloud = try? LiveCloud(
      table: store, architecture: predecessor.architecture, placement: .inStore,
      settings: predecessor.status().settings, seed: .random(in: 0 ... .max), withWriters: false)
    guard let cloud else { return }
    timer.cancel()
    lock.withLock { successor = cloud }
    wake()
  }
}

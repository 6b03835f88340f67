import Dispatch
import EventExplorer
import Foundation

/// Opens demos behind the screen, one at a time.
///
/// Unchecked, because the lock guards every variable.
final class DemoOpener: @unchecked Sendable {
  private let lock = NSLock()
  private var isOpening = false
  private var opened: Result<ExploredCloud, any Error>?
  private let wake: @Sendable () -> Void

  /// Creates an opener that wakes the loop when a demo is there.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  /// Opens a demo, unless another one is being opened.
  func open(_ opening: LiveOpening) {
    let isFirst = lock.withLock {
      defer { isOpening = true }
      return !isOpening
    }
    guard isFirst else { return }
    let options = DemoOptions(
      architecture: opening.architecture, settings: opening.settings, seed: opening.seed)
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let result = Result { try ExploredCloud.demo(options) }
      lock.withLock { opened = result }
      wake()
    }
  }

  /// Takes out what was opened, if it is there.
  func take() -> Result<ExploredCloud, any Error>? {
    lock.withLock {
      guard let opened else { return nil }
      (self.opened, isOpening) = (nil, false)
      return opened
    }
  }
}

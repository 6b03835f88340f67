import Glibc
import Synchronization

/// Ctrl-C as the wish to hear what is done so far; whoever presses it twice does not want to wait for it.
enum Interruption {
  private static let wish = Atomic(false)

  /// Takes SIGINT from now on.
  static func prepare() {
    // A handler may not be the first to use it.
    wish.store(false, ordering: .relaxed)
    signal(SIGINT) { _ in
      if Interruption.wish.exchange(true, ordering: .relaxed) { _exit(130) }
    }
  }

  /// Whether it was pressed.
  static var isWished: Bool { wish.load(ordering: .relaxed) }
}

import EventExplorer
import Foundation

/// Answers on their way from the background to the screen's loop.
///
/// Unchecked, because the lock guards every variable.
final class AnswerBox: @unchecked Sendable {
  private let lock = NSLock()
  private var answers: [ExplorerAnswer] = []
  private var hasNews = false
  private let wake: @Sendable () -> Void

  /// Creates an empty box that wakes the loop when something comes.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  /// Puts an answer in.
  func put(_ answer: ExplorerAnswer) {
    lock.withLock { answers.append(answer) }
    wake()
  }

  /// Notes that the store's status has changed: it is fetched when the loop comes to it.
  func putNews() {
    let isFirst = lock.withLock {
      defer { hasNews = true }
      return !hasNews
    }
    if isFirst { wake() }
  }

  /// Takes all out.
  func take() -> (answers: [ExplorerAnswer], hasNews: Bool) {
    lock.withLock {
      defer { (answers, hasNews) = ([], false) }
      return (answers, hasNews)
    }
  }
}

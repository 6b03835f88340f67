import Dispatch
import EventSourcing

/// Waits, on a thread of its own, for what others write: commits to a table, or rows of a stream.
final class CommitWatch: Sendable {
  private let wait: @Sendable (_ last: Int64, _ timeoutMicroseconds: Int64) throws -> Int64
  private let ended = DispatchSemaphore(value: 0)
  private let queue = DispatchQueue(label: "cqrs.commits")

  /// How long one wait lasts at most: the end of the watch is noticed after it.
  private static let waitMicroseconds: Int64 = 2_000_000

  /// The shortest time between two notices: a stream of commits need not wake anybody for each.
  private static let pause = DispatchTimeInterval.milliseconds(20)

  /// Creates a watch.
  /// - Parameter wait: Waits until there is more than what was last, and says what is last then.
  init(
    _ wait: @escaping @Sendable (_ last: Int64, _ timeoutMicroseconds: Int64) throws -> Int64
  ) {
    self.wait = wait
  }

  /// Begins to watch.
  /// - Parameters:
  ///   - position: The last one that is known.
  ///   - notice: Is told a later last one, or why no more will come; on the watch's own thread.
  func start(
    after position: Int64, notice: @escaping @Sendable (Result<Int64, any Error>) -> Void
  ) {
    queue.async { [wait, ended] in
      var known = position
      while ended.wait(timeout: .now()) == .timedOut {
        do {
          let last = try wait(known, Self.waitMicroseconds)
          guard last > known else { continue }
          known = last
          notice(.success(last))
        } catch {
          notice(.failure(error))
          return
        }
        if ended.wait(timeout: .now() + Self.pause) == .success { return }
      }
    }
  }

  deinit { stop() }

  /// Ends the watch; a wait that is under way runs out by itself.
  func stop() {
    ended.signal()
  }
}

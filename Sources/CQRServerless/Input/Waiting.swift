import Foundation

/// Waits on the main thread for what runs elsewhere: commands do one thing after the other, and the
/// explorer needs this thread for its terminal.
enum Waiting {
  /// Runs asynchronous work, and waits for it; what the work held has been let go by then.
  static func result<Value: Sendable>(
    of work: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let box = ResultBox(work)
    Task { await box.fill() }
    return try box.take().get()
  }

  /// Unchecked, because the semaphore orders its writes before its one read.
  private final class ResultBox<Value: Sendable>: @unchecked Sendable {
    private let isThere = DispatchSemaphore(value: 0)
    private var work: (@Sendable () async throws -> Value)?
    private var result: Result<Value, any Error>?

    init(_ work: @escaping @Sendable () async throws -> Value) {
      self.work = work
    }

    func fill() async {
      result = await outcome()
      isThere.signal()
    }

    /// Lets go of the work: a store is closed by whoever lets go last, and that is the one who waits.
    private func outcome() async -> Result<Value, any Error>? {
      guard let work else { return nil }
      self.work = nil
      do {
        return .success(try await work())
      } catch {
        return .failure(error)
      }
    }

    func take() -> Result<Value, any Error> {
      isThere.wait()
      guard let result else { preconditionFailure("signalled without a result") }
      return result
    }
  }
}

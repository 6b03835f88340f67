import Foundation

/// Waits on the main thread for what runs elsewhere: commands do one thing after the other, and the
/// explorer needs this thread for its terminal.
enum Waiting {
  /// Runs asynchronous work, and waits for it.
  static func result<Value: Sendable>(
    of work: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let box = ResultBox<Value>()
    Task {
      do {
        box.put(.success(try await work()))
      } catch {
        box.put(.failure(error))
      }
    }
    return try box.take().get()
  }

  /// Unchecked, because the semaphore orders its one write before its one read.
  private final class ResultBox<Value: Sendable>: @unchecked Sendable {
    private let isThere = DispatchSemaphore(value: 0)
    private var result: Result<Value, any Error>?

    func put(_ result: Result<Value, any Error>) {
      self.result = result
      isThere.signal()
    }

    func take() -> Result<Value, any Error> {
      isThere.wait()
      guard let result else { preconditionFailure("signalled without a result") }
      return result
    }
  }
}

import Dispatch

/// The result of work that runs elsewhere, to be waited for later.
///
/// Unchecked, because the semaphore orders its writes before its one read.
final class PendingResult<Value: Sendable>: @unchecked Sendable {
  private let isThere = DispatchSemaphore(value: 0)
  private var work: (@Sendable () async throws -> Value)?
  private var result: Result<Value, any Error>?

  /// Begins the work.
  init(of work: @escaping @Sendable () async throws -> Value) {
    self.work = work
    Task {
      result = await outcome()
      isThere.signal()
    }
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

  /// Waits for the work's end, once.
  /// - Throws: What the work threw.
  func take() throws -> Value {
    isThere.wait()
    guard let result else { preconditionFailure("signalled without a result") }
    return try result.get()
  }
}

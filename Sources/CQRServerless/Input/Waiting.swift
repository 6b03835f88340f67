/// Waits on the main thread for what runs elsewhere: commands do one thing after the other, and the
/// explorer needs this thread for its terminal.
enum Waiting {
  /// Runs asynchronous work, and waits for it; what the work held has been let go by then.
  static func result<Value: Sendable>(
    of work: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    try PendingResult(of: work).take()
  }
}

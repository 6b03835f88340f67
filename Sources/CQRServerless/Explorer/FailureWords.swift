/// Placeholder until the command line's messages are there.
enum FailureWords {
  /// The sentence that says what failed.
  static func of(_ error: any Error) -> String { "\(error)" }
}

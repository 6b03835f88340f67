import ArgumentParser

/// The option that leaves out what was appended later.
struct HistorySize: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "How many events the history has, from the first on. (default: all)")
  var size: Int64?

  func validate() throws {
    if let size, size < 0 { throw ValidationError("--size is a number of events, from 0") }
  }
}

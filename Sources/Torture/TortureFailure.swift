/// Something was lost, or made up, or could not be found out.
struct TortureFailure: Error, CustomStringConvertible {
  /// What, a line each.
  let flaws: [String]

  /// Creates a failure from what is wrong.
  init(_ flaws: [String]) {
    self.flaws = flaws
  }

  var description: String { flaws.joined(separator: "\n") }
}

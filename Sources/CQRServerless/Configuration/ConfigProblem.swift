/// What is wrong in a config file.
struct ConfigProblem: Hashable {
  /// The line, from 1.
  var line: Int
  /// What is wrong, with what to write instead.
  var words: String
}

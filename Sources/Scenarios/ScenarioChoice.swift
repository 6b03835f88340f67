import EventSourcing

extension BuiltInScenarios {
  /// That there is no scenario of a name, in words: with what is nearest to it, and all that there are.
  /// - Parameters:
  ///   - name: The name.
  ///   - commands: What else it could have been.
  /// - Returns: The sentence.
  public static func words(noScenarioCalled name: String, commands: [String]) -> String {
    let nearest = EditDistance.nearest(to: name, among: commands + names)
    // What has hardly a letter in common was not meant.
    let isNear = EditDistance.between(name, nearest) <= max(1, min(name.count, nearest.count) / 2)
    return "there is neither a command nor a scenario called \(name)"
      + (isNear ? "; the nearest is \(nearest)" : "")
      + ". Scenarios are \(names.joined(separator: ", ")), or a file's path with a / or \(ending) in it; "
      + "cqrs --help names the commands"
  }
}

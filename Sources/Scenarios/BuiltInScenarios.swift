/// The scenarios that come with the program.
public enum BuiltInScenarios {
  /// What a file's name ends with.
  public static let ending = ".scenario"

  private static let files: [(name: String, bytes: [UInt8])] = [
    ("same-second", PackageResources.same_second_scenario),
    ("clock-skew", PackageResources.clock_skew_scenario),
    ("hot-shard", PackageResources.hot_shard_scenario),
    ("back-pressure", PackageResources.back_pressure_scenario),
    ("stalled-shard", PackageResources.stalled_shard_scenario),
    ("crashed-function", PackageResources.crashed_function_scenario),
    ("sequence-gap", PackageResources.sequence_gap_scenario),
  ]

  /// Their names, in the order in which they teach.
  public static var names: [String] { files.map(\.name) }

  /// The text of one, nil if there is none of this name.
  public static func text(_ name: String) -> [UInt8]? {
    files.first { $0.name == name }?.bytes
  }

  /// Reads one; nil if there is none of this name.
  /// - Throws: `InvalidScenario` if its file is none.
  public static func scenario(_ name: String) throws(InvalidScenario) -> Scenario? {
    guard let bytes = text(name) else { return nil }
    return try Scenario(utf8: bytes, file: name + ending)
  }
}

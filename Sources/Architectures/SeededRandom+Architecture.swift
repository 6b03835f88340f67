public import VirtualTime

extension SeededRandom {
  /// Creates the source of one part of a run, such as `writer 3 arrivals`.
  /// - Parameters:
  ///   - seed: The run's seed.
  ///   - architecture: The architecture.
  ///   - part: The part's name, unique within the architecture.
  public init(seed: UInt64, _ architecture: ArchitectureName, part: String) {
    self.init(seed: seed, architecture: architecture.rawValue, part: part)
  }
}

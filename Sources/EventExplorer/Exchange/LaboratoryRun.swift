public import Architectures
public import Simulation

/// One run in virtual time.
public struct LaboratoryRun: Hashable, Sendable {
  /// The architecture.
  public var architecture: ArchitectureName
  /// Load, time, readers and cloud.
  public var options: SimulationOptions

  /// Creates a run.
  public init(architecture: ArchitectureName, options: SimulationOptions) {
    self.architecture = architecture
    self.options = options
  }
}

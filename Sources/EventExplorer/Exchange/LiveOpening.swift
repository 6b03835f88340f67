public import Architectures
public import EventSourcing

/// A demo that is to take the place of what is explored now.
public struct LiveOpening: Hashable, Sendable {
  /// The architecture.
  public var architecture: ArchitectureName
  /// The live run.
  public var settings: LiveSettings
  /// The seed of everything random; nil: it is drawn.
  public var seed: UInt64?

  /// Creates an opening.
  public init(architecture: ArchitectureName, settings: LiveSettings, seed: UInt64?) {
    self.architecture = architecture
    self.settings = settings
    self.seed = seed
  }
}

import Architectures
import EventSourcing
import Scenarios

/// What the demo is run with.
struct DemoOptions {
  /// Which cloud it is.
  var architecture = ArchitectureName.dynamoDBWithKSUIDs
  /// The live run.
  var settings = LiveSettings()
  /// The seed of everything random; nil: it is drawn.
  var seed: UInt64?
  /// What is played; nil: nothing is.
  var scenario: Scenario?
  /// Whether the mouse is the explorer's; nil: the command line does not say.
  var mouse: Bool?
}

import Architectures

/// What the explorer is opened on a store with.
struct ExploreOptions {
  /// The store's file.
  var path: String
  /// Whether it is only looked at.
  var readOnly = false
  /// The architecture whose stream is kept in the store; nil: the one it has, or one for this session.
  var architecture: ArchitectureName?
  /// Whether the mouse is the explorer's; nil: the command line does not say.
  var mouse: Bool?
}

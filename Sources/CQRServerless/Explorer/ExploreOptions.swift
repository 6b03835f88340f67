/// What the explorer is opened on a store with.
struct ExploreOptions {
  /// The store's file.
  var path: String
  /// Whether it is only looked at.
  var readOnly = false
  /// The architecture whose index is kept in the store; nil: one for this session.
  var architecture: String?
  /// Whether the mouse is the explorer's.
  var mouse = true
}

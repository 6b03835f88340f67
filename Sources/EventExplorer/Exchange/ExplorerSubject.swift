public import Architectures

/// What the explorer was opened on.
public struct ExplorerSubject: Hashable, Sendable {
  /// What may be done with it, in a word of the header.
  public enum Kind: String, Sendable {
    /// A store of this session, with background writers.
    case demo = "DEMO"
    /// A store that is kept.
    case store = "STORE"
    /// A store that is only looked at.
    case readOnly = "READ ONLY"
  }

  /// What it is.
  public var kind: Kind
  /// Its name: a file's, or empty for the demo.
  public var name: String
  /// The architecture over it.
  public var architecture: ArchitectureName
  /// Whether the global stream moves here; if not, another explorer moves it, or nobody.
  public var movesStream: Bool

  /// Creates a subject.
  public init(
    kind: Kind, name: String, architecture: ArchitectureName, movesStream: Bool = true
  ) {
    self.kind = kind
    self.name = name
    self.architecture = architecture
    self.movesStream = movesStream
  }

  /// Whether the global stream has index shards whose number can be changed.
  var hasShards: Bool { architecture == .dynamoDBWithKSUIDs }

  /// Who moves the stream that is only read here, in words.
  var streamWords: String {
    kind == .readOnly
      ? "the stream stands where an explorer has left it, or moves it"
      : "another explorer moves the stream: this one reads it, and appends"
  }
}

public import EventSourcing
public import TerminalScreen

/// What a user has the explorer begin with: of a config file, or of the command line.
public struct ExplorerPreferences: Hashable, Sendable {
  /// Which keys do what.
  public var keys = KeyMap.standard
  /// The theme that is shown.
  public var theme = ThemeName.auto
  /// The reader strategy that disorder and the read model are looked at with.
  public var reader = ReaderStrategy.checkpoint
  /// Whether the mouse is the explorer's.
  public var hasMouse = true

  /// Creates the preferences of somebody who has none.
  public init() {}
}

/// Which theme is wanted.
public enum ThemeName: String, CaseIterable, Hashable, Sendable {
  /// The dark one on a dark background, the light one on a light one.
  case auto
  /// For a dark background.
  case dark
  /// For a light background.
  case light
}

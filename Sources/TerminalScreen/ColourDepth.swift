/// How many colours a terminal has.
public enum ColourDepth: CaseIterable, Hashable, Sendable {
  /// None: attributes alone.
  case none
  /// The eight of ECMA-48.
  case eight
  /// Those and their bright forms.
  case sixteen
  /// A cube and greys.
  case full

  /// The depth of a terminal with that many colours.
  public init(colours: Int) {
    switch colours {
    case ..<8: self = .none
    case ..<16: self = .eight
    case ..<256: self = .sixteen
    default: self = .full
    }
  }
}

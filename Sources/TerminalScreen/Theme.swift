/// How each role of a style looks, at every number of colours.
///
/// What is selected has one background from edge to edge, whatever stands in it.
public struct Theme: Hashable, Sendable {
  /// How a role looks.
  public struct Look: Hashable, Sendable {
    /// The text's colour.
    public var foreground: TerminalColour
    /// What is behind it.
    public var background: TerminalColour
    /// Its attributes at 256 colours.
    public var rich: TextAttributes
    /// At 16 and 8 colours.
    public var few: TextAttributes
    /// Without colours, where they alone carry what it means.
    public var plain: TextAttributes

    /// Creates a look with the same attributes at every number of colours.
    public init(
      foreground: TerminalColour = .own, background: TerminalColour = .own,
      attributes: TextAttributes = []
    ) {
      self.init(
        foreground, on: background, rich: attributes, few: attributes, plain: attributes)
    }

    init(
      _ foreground: TerminalColour = .own, on background: TerminalColour = .own,
      rich: TextAttributes = [], few: TextAttributes = [], plain: TextAttributes = []
    ) {
      self.foreground = foreground
      self.background = background
      self.rich = rich
      self.few = few
      self.plain = plain
    }

    func attributes(at depth: ColourDepth) -> TextAttributes {
      switch depth {
      case .none: plain
      case .eight, .sixteen: few
      case .full: rich
      }
    }
  }

  /// What is sent to a terminal for a style.
  public struct Drawn: Hashable, Sendable {
    /// The text's colour; nil: the terminal's own.
    public var foreground: UInt8?
    /// What is behind it; nil: the terminal's own.
    public var background: UInt8?
    /// Its attributes.
    public var attributes: TextAttributes
  }

  private var looks: [Style.Role: Look]

  init(_ looks: [Style.Role: Look]) {
    self.looks = looks
  }

  /// How a role looks.
  public subscript(role: Style.Role) -> Look {
    get { looks[role] ?? Look() }
    set { looks[role] = newValue }
  }

  /// How a role is drawn, by itself or in what is selected.
  public func drawn(_ role: Style.Role, isSelected: Bool, at depth: ColourDepth) -> Drawn {
    let own = self[role]
    var drawn = Drawn(
      foreground: own.foreground.number(at: depth), background: own.background.number(at: depth),
      attributes: own.attributes(at: depth))
    guard isSelected else { return drawn }
    guard drawn.background == nil, !drawn.attributes.contains(.reversed) else {
      drawn.attributes.formSymmetricDifference(.reversed)
      return drawn
    }
    let selected = self[.selected]
    drawn.attributes.remove(.dim)
    drawn.attributes.formUnion(selected.attributes(at: depth))
    drawn.background = selected.background.number(at: depth)
    // What may be overlooked elsewhere is read in the selected row. Where that is a bar of one colour, nothing
    // in it has its own: it would be another piece of background.
    let isFaint = role == .quiet || role == .line
    if isFaint || drawn.foreground == nil || drawn.attributes.contains(.reversed) {
      drawn.foreground = selected.foreground.number(at: depth)
    }
    return drawn
  }
}

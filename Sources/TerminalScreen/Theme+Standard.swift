// The two themes. Contrasts, by WCAG: text at least 4.5 to 1 on black and on the greys and creams that
// terminals have in place of black and white, what may be overlooked 3 to 1, lines 2 to 1; the tests hold both
// to that.
//
// With 16 colours and fewer the colours are the user's own: those are taken that people leave readable on the
// background, and grey, which some schemes give the background's colour, is left out.
extension Theme {
  /// For dark backgrounds.
  public static let dark = Theme([
    .normal: Look(),
    .quiet: Look(colour(247), few: .dim, plain: .dim),
    .line: Look(colour(241), few: .dim, plain: .dim),
    .heading: Look(colour(153), rich: .bold, few: .bold, plain: .bold),
    .key: Look(colour(117, 14, 6), plain: .bold),
    .accent: Look(colour(75, 14, 6), plain: .bold),
    .good: Look(colour(114, 10, 2)),
    .warning: Look(colour(215, 11, 3), plain: .underlined),
    .bad: Look(colour(210, 9, 1), rich: .bold, few: .bold, plain: .bold),
    .match: Look(colour(16, 0, 0), on: colour(221, 11, 3), plain: .reversed),
    .jsonName: Look(colour(117, 14, 6)),
    .jsonString: Look(colour(150, 10, 2)),
    .jsonNumber: Look(colour(183, 13, 5)),
    .jsonLiteral: Look(colour(215, 11, 3)),
    .bar: Look(colour(255, 15, 7), on: colour(24, 4, 4), plain: .reversed),
    .tab: Look(
      colour(16, 0, 0), on: colour(75, 14, 6), rich: .bold, few: [], plain: [.bold, .reversed]),
    .selected: Look(
      colour(255), on: colour(237), rich: .bold, few: .reversed, plain: .reversed),
  ])

  /// For light backgrounds.
  public static let light = Theme([
    .normal: Look(),
    .quiet: Look(colour(243), few: .dim, plain: .dim),
    .line: Look(colour(248), few: .dim, plain: .dim),
    .heading: Look(colour(24), rich: .bold, few: .bold, plain: .bold),
    .key: Look(colour(25, 4, 4), plain: .bold),
    .accent: Look(colour(25, 4, 4), plain: .bold),
    .good: Look(colour(22, 2, 2)),
    .warning: Look(colour(94, 5, 5), plain: .underlined),
    .bad: Look(colour(124, 1, 1), rich: .bold, few: .bold, plain: .bold),
    .match: Look(colour(16, 0, 0), on: colour(221, 11, 3), plain: .reversed),
    .jsonName: Look(colour(25, 4, 4)),
    .jsonString: Look(colour(22, 2, 2)),
    .jsonNumber: Look(colour(91, 5, 5)),
    .jsonLiteral: Look(colour(94, 1, 1)),
    .bar: Look(colour(231, 15, 7), on: colour(24, 4, 4), plain: .reversed),
    .tab: Look(
      colour(16, 0, 0), on: colour(153, 14, 6), rich: .bold, few: [], plain: [.bold, .reversed]),
    .selected: Look(
      colour(16), on: colour(254), rich: .bold, few: .reversed, plain: .reversed),
  ])

  /// The theme for a background.
  public static func standard(for background: TerminalBackground) -> Theme {
    switch background {
    case .dark: .dark
    case .light: .light
    }
  }

  private static func colour(
    _ full: UInt8, _ sixteen: UInt8? = nil, _ eight: UInt8? = nil
  ) -> TerminalColour {
    TerminalColour(full: full, sixteen: sixteen, eight: eight)
  }
}

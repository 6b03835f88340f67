/// Whether a terminal's background is dark or light.
public enum TerminalBackground: Hashable, Sendable {
  /// Light text on it.
  case dark
  /// Dark text on it.
  case light

  /// The background of a colour.
  public init(_ colour: RGBColour) {
    self = colour.lightness < 0.25 ? .dark : .light
  }

  /// What `COLORFGBG` says, as `15;0`: the last number is the background's colour of 16.
  /// - Parameter variable: The variable; nil, and what says nothing, is no background.
  public init?(colourVariable variable: String?) {
    guard let last = variable?.split(separator: ";").last, let colour = UInt8(last), colour < 16
    else { return nil }
    self = colour == 7 || colour >= 9 ? .light : .dark
  }
}

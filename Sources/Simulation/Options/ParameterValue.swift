public import VirtualTime

/// What a parameter is set to.
public enum ParameterValue: Hashable, Sendable {
  /// A number, in units of the last decimal that its parameter takes.
  case number(Int128)
  /// Yes or no.
  case flag(Bool)
  /// One of a few words.
  case choice(String)
  /// How long something takes, by quantiles.
  case curve(LatencyCurve)
}

/// What screen 4 learns.
public enum SkewAnswer: Sendable {
  /// Events in the order of commits from position `first` on, nil for one that the store has lost; none
  /// where there are none, or reading failed.
  case rows(first: Int64, [SkewRow?])
  /// How the order of the index compares with that of commits; nil if it can't be read.
  case figures(SkewFigures?)
}

public import Simulation

/// What screen 6 learns.
public enum LaboratoryAnswer: Hashable, Sendable {
  /// How far each run is, in millionths of its duration, in the order in which they were asked for.
  case progress(number: Int, millionths: [Int64])
  /// What a run did, by its place among those asked for.
  case report(number: Int, place: Int, RunReport)
  /// Nothing of these runs is under way any more.
  case ended(number: Int)
}

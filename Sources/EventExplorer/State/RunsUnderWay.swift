import Simulation

/// Runs that were asked for and have not ended.
struct RunsUnderWay: Hashable, Sendable {
  /// Their number.
  let number: Int
  /// The runs.
  let runs: [LaboratoryRun]
  /// How far each is, in millionths.
  private(set) var shares: [Int64]
  /// What each did, as far as they are done.
  private(set) var reports: [RunReport?]
  /// Whether they were cancelled.
  var isCancelled = false

  init(number: Int, runs: [LaboratoryRun]) {
    self.number = number
    self.runs = runs
    shares = runs.map { _ in 0 }
    reports = runs.map { _ in nil }
  }

  /// How far all are, in millionths.
  var share: Int64 { shares.isEmpty ? 0 : shares.reduce(0, +) / Int64(shares.count) }

  /// Takes how far each is.
  mutating func take(_ millionths: [Int64]) {
    guard millionths.count == shares.count else { return }
    for place in shares.indices where reports[place] == nil {
      shares[place] = min(max(0, millionths[place]), 1_000_000)
    }
  }

  /// Takes what a run did.
  mutating func take(_ report: RunReport, at place: Int) {
    guard reports.indices.contains(place) else { return }
    reports[place] = report
    shares[place] = 1_000_000
  }
}

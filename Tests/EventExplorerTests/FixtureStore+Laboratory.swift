import EventExplorer
import EventSourcing
import Simulation

/// How the fixture's laboratory behaves, and what it was asked for.
struct FixtureLaboratory {
  /// Whether runs stop on their way and stay there until they are cancelled.
  var stops = false
  /// What was asked for, the newest last.
  var asked: [LaboratoryRequest] = []
  /// What is changed in each report.
  var change: @Sendable (inout RunReport) -> Void = { _ in }

  /// The runs of the newest request.
  var runs: [LaboratoryRun] {
    for case .run(_, let runs) in asked.reversed() { return runs }
    return []
  }

  /// How far runs are that stop: the first is done, two are under way, the others wait.
  static let shares: [Int64] = [1_000_000, 620_000, 437_500, 0, 0, 0]
}

extension FixtureStore {
  mutating func answers(to request: LaboratoryRequest) -> [ExplorerAnswer] {
    laboratory.asked.append(request)
    switch request {
    case .run(let number, let runs):
      guard laboratory.stops else {
        return runs.indices.map { report(number, $0, runs[$0]) }
          + [.laboratory(.ended(number: number))]
      }
      let shares = Array(FixtureLaboratory.shares.prefix(runs.count))
      return [
        report(number, 0, runs[0]), .laboratory(.progress(number: number, millionths: shares)),
      ]
    case .cancel(let number):
      let runs = laboratory.runs
      let begun = runs.indices.dropFirst().filter { FixtureLaboratory.shares[$0] > 0 }
      return begun.map { report(number, $0, runs[$0], cutOffAt: FixtureLaboratory.shares[$0]) }
        + [.laboratory(.ended(number: number))]
    }
  }

  private func report(
    _ number: Int, _ place: Int, _ run: LaboratoryRun, cutOffAt share: Int64? = nil
  ) -> ExplorerAnswer {
    var report = FixtureReports.report(run, cutOffAt: share)
    laboratory.change(&report)
    return .laboratory(.report(number: number, place: place, report))
  }

  /// Opens the demo that was asked for.
  mutating func open(_ opening: LiveOpening, _ state: inout ExplorerState) -> [ExplorerRequest] {
    openings.append(opening)
    status.settings = opening.settings
    status.hasWriters = true
    let subject = ExplorerSubject(
      kind: .demo, name: "seed \(opening.seed ?? 5)", architecture: opening.architecture)
    return state.open(subject, status: status)
  }
}

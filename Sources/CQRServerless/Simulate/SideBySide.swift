import Architectures
import Dispatch
import EventSourcing
import Foundation
import Simulation

/// Runs of the laboratory on all cores, told one after the other in their order.
///
/// A run depends on its options alone, so how many stand side by side changes nothing of what is told.
/// Unchecked, because the lock is held wherever something of it changes.
final class SideBySide: @unchecked Sendable {
  /// One run to do.
  struct Run: Sendable {
    /// The architecture.
    var architecture: ArchitectureName
    /// Its options.
    var options: SimulationOptions
  }

  /// Takes what a run did, by its place among all.
  typealias Listener = (Int, RunReport) throws -> Void

  private let runs: [Run]
  private let words: String?
  private let listener: Listener
  private let lock = NSLock()
  private var progress = ProgressLine()
  /// How far each run is, in millionths.
  private var shares: [Int64]
  private var sum: Int64 = 0
  private var waiting: [Int: RunReport] = [:]
  private var told = 0
  private var failure: (any Error)?

  private init(_ runs: [Run], _ words: String?, _ listener: @escaping Listener) {
    self.runs = runs
    self.words = words
    self.listener = listener
    shares = runs.map { _ in 0 }
  }

  /// Does all runs; when Ctrl-C is pressed, those that have begun are cut off and the others left out.
  /// - Parameters:
  ///   - runs: The runs.
  ///   - words: What stands beside the bar; nil: how many are done.
  ///   - listener: Is told of each, in the order of `runs`.
  /// - Throws: What the listener throws.
  static func perform(
    _ runs: [Run], words: String? = nil, listener: @escaping Listener
  ) throws {
    let work = SideBySide(runs, words, listener)
    DispatchQueue.concurrentPerform(iterations: runs.count) { work.perform($0) }
    work.progress.end()
    if let failure = work.failure { throw failure }
  }

  private var isOver: Bool { Interruption.isWished || lock.withLock { failure != nil } }

  private func perform(_ place: Int) {
    guard !isOver else { return }
    let run = runs[place]
    let report = Laboratory.run(run.architecture, run.options) { millionths in
      show(millionths, of: place)
      return !isOver
    }
    show(1_000_000, of: place)
    lock.withLock {
      waiting[place] = report
      tell()
    }
  }

  /// Tells of what is done and was waited for.
  private func tell() {
    while failure == nil, let report = waiting.removeValue(forKey: told) {
      progress.end()
      do {
        try listener(told, report)
      } catch {
        failure = error
      }
      told += 1
    }
  }

  private func show(_ millionths: Int64, of place: Int) {
    lock.withLock {
      sum += millionths - shares[place]
      shares[place] = millionths
      progress.show(
        sum, of: Int64(runs.count) * 1_000_000, words ?? "\(told) of \(Counted(runs.count, "run"))")
    }
  }
}

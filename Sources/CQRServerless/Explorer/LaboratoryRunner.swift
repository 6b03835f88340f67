import EventExplorer
import Foundation
import Glibc
import NcursesBackEnd
import Simulation

/// Does the runs of screen 6 behind it: several at a time, on threads that make way for the screen.
///
/// It outlives the cloud that is explored: the answers go to whichever box is the screen's.
///
/// Unchecked, because the lock guards every variable.
final class LaboratoryRunner: @unchecked Sendable {
  /// The shortest time between two answers about progress, in microseconds.
  private static let beat: Int64 = 100_000

  private let lock = NSLock()
  private var box: AnswerBox
  private var work: Work?

  /// Runs under way.
  private struct Work {
    var number: Int
    var runs: [LaboratoryRun]
    var shares: [Int64]
    /// The first that has not begun.
    var next = 0
    var workers: Int
    var told: Int64 = 0
    var isCancelled = false
  }

  /// Creates a runner that answers into a box.
  init(box: AnswerBox) {
    self.box = box
  }

  /// Answers into another box from now on.
  func answer(into box: AnswerBox) {
    lock.withLock { self.box = box }
  }

  /// Carries out a request.
  func perform(_ request: LaboratoryRequest) {
    switch request {
    case .run(let number, let runs): start(number, runs)
    case .cancel(let number):
      lock.withLock { if work?.number == number { work?.isCancelled = true } }
    }
  }

  /// Cuts off whatever runs.
  func cancel() {
    lock.withLock { work?.isCancelled = true }
  }

  private func start(_ number: Int, _ runs: [LaboratoryRun]) {
    let workers = min(runs.count, max(1, ProcessInfo.processInfo.activeProcessorCount))
    guard workers > 0 else { return put(.ended(number: number)) }
    lock.withLock {
      work = Work(number: number, runs: runs, shares: runs.map { _ in 0 }, workers: workers)
    }
    for worker in 1...workers {
      let thread = Thread { [self] in perform(runs: number) }
      thread.name = "cqrs.laboratory.\(worker)"
      thread.start()
    }
  }

  /// Does runs until none is left.
  private func perform(runs number: Int) {
    // Of this thread alone: a key press goes before.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    while let (place, run) = takeNext(number) {
      let report = Laboratory.run(run.architecture, run.options) { millionths in
        goOn(number, place, millionths)
      }
      put(.report(number: number, place: place, report))
    }
    let isLast = lock.withLock {
      guard work?.number == number else { return false }
      work?.workers -= 1
      guard work?.workers == 0 else { return false }
      work = nil
      return true
    }
    if isLast { put(.ended(number: number)) }
  }

  private func takeNext(_ number: Int) -> (Int, LaboratoryRun)? {
    lock.withLock {
      guard let work, work.number == number, !work.isCancelled, work.next < work.runs.count else {
        return nil
      }
      self.work?.next += 1
      // So that it is seen to have begun.
      self.work?.shares[work.next] = 1
      return (work.next, work.runs[work.next])
    }
  }

  /// Notes how far a run is, and tells it now and then.
  /// - Returns: Whether it is to go on.
  private func goOn(_ number: Int, _ place: Int, _ millionths: Int64) -> Bool {
    let (isWanted, shares): (Bool, [Int64]?) = lock.withLock {
      guard var work, work.number == number, !work.isCancelled else { return (false, nil) }
      work.shares[place] = millionths
      let now = MonotonicClock.now
      let isDue = now - work.told >= Self.beat
      if isDue { work.told = now }
      self.work = work
      return (true, isDue ? work.shares : nil)
    }
    if let shares { put(.progress(number: number, millionths: shares)) }
    return isWanted
  }

  private func put(_ answer: LaboratoryAnswer) {
    lock.withLock { box.put(.laboratory(answer)) }
  }
}

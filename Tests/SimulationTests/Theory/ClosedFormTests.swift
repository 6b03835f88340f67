@testable import Simulation
import Testing

@Suite struct ClosedFormTests {
  private func isClose(_ left: Double, _ right: Double, _ distance: Double = 1e-12) -> Bool {
    (left - right).magnitude <= distance * max(1, right.magnitude)
  }

  @Test func `the exponential function has its published values`() {
    #expect(ClosedForm.exponential(0) == 1)
    #expect(isClose(ClosedForm.exponential(1), 2.718281828459045))
    #expect(isClose(ClosedForm.exponential(-1), 0.36787944117144233))
    #expect(isClose(ClosedForm.exponential(10), 22026.465794806718))
    #expect(isClose(ClosedForm.exponential(-500) / 7.124576406741286e-218, 1))
  }

  @Test func `Ein is the integral that it is defined by`() {
    // Simpson's rule over (1 − e^(−zt))/t, which is z at 0.
    for z in [0.5, 2, 10, 50] {
      let steps = 20_000
      func value(_ step: Int) -> Double {
        let t = Double(step) / Double(steps)
        return step == 0 ? z : (1 - ClosedForm.exponential(-z * t)) / t
      }
      var sum = value(0) + value(steps)
      for step in 1..<steps { sum += value(step) * (step.isMultiple(of: 2) ? 2 : 4) }
      #expect(isClose(ClosedForm.recordsExpected(z), sum / Double(3 * steps), 1e-9), "\(z)")
    }
    // For great z it is ln z + γ: 6.2146080984221916 + 0.5772156649015329.
    #expect(isClose(ClosedForm.recordsExpected(500), 6.7918237633237245))
    #expect(ClosedForm.recordsExpected(0) == 0)
  }

  @Test func `the order of ids has the shares that were published`() {
    #expect(isClose(ClosedForm.inversions(perSecond: 10), 0.712, 5e-4))
    #expect(isClose(ClosedForm.inversions(perSecond: 500), 0.986, 5e-4))
    #expect(isClose(ClosedForm.adjacentInversions(perSecond: 10), 0.45, 5e-4))
    #expect(isClose(ClosedForm.adjacentInversions(perSecond: 500), 0.499, 5e-4))
  }

  @Test(
    arguments: [
      (2, [31.2, 27.3, 21.3, 12.4, 2.5]), (10, [66.7, 60.1, 49.3, 30.2, 6.0]),
      (50, [86.1, 78.8, 66.6, 43.0, 8.6]), (500, [93.7, 86.2, 73.7, 48.8, 9.8]),
    ])
  func `a checkpoint reader misses what the table says`(rate: Double, percents: [Double]) {
    for (poll, percent) in zip([0.1, 0.25, 0.5, 1, 5], percents) {
      let missed = ClosedForm.missedByCheckpoint(perSecond: rate, pollSeconds: poll)
      #expect((missed * 100 - percent).magnitude <= 0.051, "\(rate)/s, \(poll) s: \(missed)")
    }
  }
}

/// What chance alone does to event ids of a resolution of one second, in closed form.
///
/// Events fall due at random, so many a second; the ids of one second stand in random order; clocks are
/// perfect, and an event is visible in the instant of its commit. Nothing but + − × ÷ is used, so every
/// machine gives the same digits.
enum ClosedForm {
  /// The share of events with at least one event after them in the stream that was committed earlier.
  ///
  /// Of n events in random order H(n) = 1 + 1/2 + … + 1/n stand behind all that were committed before them.
  static func inversions(perSecond rate: Double) -> Double {
    1 - recordsExpected(rate) / rate
  }

  /// The share of neighbours in the order of commits that stand the other way round in the stream: half of
  /// those within one second.
  static func adjacentInversions(perSecond rate: Double) -> Double {
    (1 - (1 - exponential(-rate)) / rate) / 2
  }

  /// The share of events that a reader never delivers which remembers the greatest id it saw, averaged over
  /// the phase of its polls.
  ///
  /// An event is missed if its second had begun at the last poll before it, by u seconds say, and one of the
  /// events of that time has a greater id: g(u) = 1 − (1 − e^(−ru))/(ru). Over the instants of a second and the
  /// phases of the polls, the mean of g is the integral over y of y − Ein(ry)/r, from 1 − poll (or 0) to 1,
  /// divided by the poll's length.
  static func missedByCheckpoint(perSecond rate: Double, pollSeconds: Double) -> Double {
    (areaMissed(rate, to: 1) - areaMissed(rate, to: max(0, 1 - pollSeconds))) / pollSeconds
  }

  /// The integral of y − Ein(ry)/r from 0 on; ∫Ein(z) dz is z Ein(z) − z + 1 − e^(−z).
  private static func areaMissed(_ rate: Double, to end: Double) -> Double {
    let top = rate * end
    let area = top * recordsExpected(top) - top + 1 - exponential(-top)
    return end * end / 2 - area / (rate * rate)
  }

  /// Ein(z) = ∫₀¹ (1 − e^(−zt))/t dt: how many records, each greater than all before it, there are among as
  /// many random numbers as a Poisson distribution of mean z gives.
  ///
  /// The mean of H(n) over that distribution has no term that takes away from another, unlike the power
  /// series, which is of no use beyond z = 30. For z up to 700.
  static func recordsExpected(_ mean: Double) -> Double {
    var probability = exponential(-mean)
    var (records, sum, count) = (0.0, 0.0, 0.0)
    repeat {
      count += 1
      probability *= mean / count
      records += 1 / count
      sum += probability * records
    } while count < mean || probability * records > 1e-18
    return sum
  }

  /// e^x for x from −700 to 700, by its series.
  static func exponential(_ exponent: Double) -> Double {
    guard exponent >= 0 else { return 1 / exponential(-exponent) }
    var (term, sum, count) = (1.0, 1.0, 0.0)
    repeat {
      count += 1
      term *= exponent / count
      sum += term
    } while term > sum * 1e-18
    return sum
  }
}

import Architectures
import EventSourcing
import VirtualTime

/// A writer in virtual time: a wall clock of its own, appends that fall due at random, one in flight.
///
/// What is due while it is busy waits in a queue. Arrivals depend on nothing else, so the queue is never
/// built: the next append is the next arrival, whenever the writer comes to it.
struct SimulatedWriter: Sendable {
  /// The attempt under way, used again for the next.
  var attempt: AppendAttempt
  /// The aggregate of the append.
  var aggregate = 0
  /// Where the writer saw the aggregate.
  var version: Int32 = 0
  /// The event's id.
  var eventID = KSUID.min
  /// When the append was issued first; nil before.
  var issuedAt: Instant?
  /// When the attempt under way commits and is answered.
  var schedule = AttemptSchedule(at: .simulationStart)
  /// What has become of the attempt.
  var outcome = Outcome.underWay
  /// Whether the next attempt draws a new id: the first does, and the first after a version conflict.
  var isToDrawID = true
  /// How often the append was refused.
  var refusals = RefusalCount()
  /// Where the append was committed, until its writer has heard of it; nil before and afterwards.
  var position: Int64?
  /// Whether an append was planned and neither acknowledged nor given up.
  var isUnderWay = false
  /// Whether the append under way was counted as taken up: it is planned before it falls due.
  var isTaken = false
  /// When the append under way falls due.
  var dueAt = Instant.simulationStart
  /// How long it stands in the writer's queue, in microseconds.
  var waited: Int64 = 0

  /// What has become of an attempt.
  enum Outcome: Sendable {
    /// It was not tested yet.
    case underWay
    /// It was admitted, and will commit.
    case admitted
    /// It was admitted, and will abort.
    case aborting
    /// It is committed.
    case committed
    /// It was refused.
    case refused(Refusal)
  }

  /// When its appends fall due.
  var arrivals: PoissonArrivals
  /// Its wall clock.
  let clock: WriterClock
  /// Chooses aggregates.
  var choice: SeededRandom
  /// The payloads of its ids.
  var payloads: SeededRandom
  /// How long it waits after a refusal.
  var backOff: SeededRandom
  /// Whether an answer is lost, or the writer dies.
  var faults: SeededRandom

  /// Creates an idle writer.
  init(number: Int, _ architecture: ArchitectureName, _ options: SimulationOptions) {
    func source(_ part: String) -> SeededRandom {
      SeededRandom(seed: options.seed, architecture, part: "writer \(number) \(part)")
    }
    arrivals = PoissonArrivals(
      meanNanoseconds: options.meanGapNanoseconds, after: .simulationStart,
      random: source("arrivals"))
    var clockSource = source("clock")
    var driftSource = source("clock drift")
    let drift = SeededRandom.scaled(
      driftSource.standardNormal(), deviation: options.cloud.faults.clockDriftPerMillion)
    var clock = WriterClock(
      deviationMicroseconds: options.clockSkewMicroseconds, driftPerMillion: drift,
      start: .simulationStart, &clockSource)
    let step = options.cloud.faults.clockStepMicroseconds
    if step > 0 {
      let at = clockSource.number(in: 0...options.durationMicroseconds)
      clock.step = (Instant.simulationStart.advanced(byMicroseconds: at), -step)
    }
    self.clock = clock
    choice = source("aggregates")
    payloads = source("payloads")
    backOff = source("back-off")
    faults = source("faults")
    attempt = AppendAttempt(
      number: number, writes: [TableWrite(aggregateHash: 0, bytes: options.eventBytes)])
  }
}

import Architectures
import EventSourcing
import VirtualTime

/// One of the demo's writers: a wall clock of its own, appends that fall due at random, one in flight.
struct BackgroundWriter: Sendable {
  /// What it is about.
  enum Activity: Sendable {
    /// It waits for its next append to fall due.
    case idle
    /// It reads the head, which is seen as it is at an instant, and answered later.
    case readingHead(Attempt, sample: Instant, answer: Instant)
    /// The head was seen, and the answer comes at an instant.
    case readHead(Attempt, answer: Instant)
    /// Its attempt is to be tested.
    case issued(Attempt)
    /// Its attempt was taken in, and is to commit; or to abort.
    case admitted(Attempt, aborts: Bool)
    /// Its append is with the store.
    case appending(Attempt)
    /// Its append is stored, and the answer comes at an instant.
    case answered(Instant)
    /// Someone else was first, of which it hears at an instant, and decides anew.
    case conflicted(Attempt, Instant)
    /// Its append was refused, and is repeated at an instant.
    case backingOff(Attempt, until: Instant)
  }

  /// An append that is to be carried through.
  struct Attempt: Sendable {
    /// What the append does.
    var command: AccountCommand
    /// Its events, with the ids that were drawn when it was issued.
    var request: AppendRequest
    /// The attempt as the cloud sees it.
    var cloud: AppendAttempt
    /// When it is tested, commits and is answered.
    var schedule = AttemptSchedule(at: .simulationStart)
    /// How often it was refused, and decided anew.
    var refusals = RefusalCount()
  }

  /// The writer's wall clock.
  var clock: WriterClock
  /// What it is about.
  var activity = Activity.idle
  /// When its appends fall due; nil at a rate of 0.
  var arrivals: PoissonArrivals?
  /// Decides what it does.
  var choice: SeededRandom
  /// The payloads of its event ids.
  var payloads: SeededRandom
  /// How long it waits after a refusal.
  var backOff: SeededRandom
  /// How long its reads of the head take.
  var headLatency: SeededRandom

  private let arrivalsSource: SeededRandom

  /// Creates an idle writer without appends.
  init(
    number: Int, _ architecture: ArchitectureName, seed: UInt64, skewMicroseconds: Int64,
    start: Instant
  ) {
    func source(_ part: String) -> SeededRandom {
      SeededRandom(seed: seed, architecture, part: "writer \(number) \(part)")
    }
    var clockSource = source("clock")
    clock = WriterClock(
      deviationMicroseconds: skewMicroseconds, start: start, &clockSource)
    choice = source("choice")
    payloads = source("payloads")
    backOff = source("back-off")
    headLatency = source("head read latency")
    arrivalsSource = source("arrivals")
  }

  /// Changes how often its appends fall due.
  mutating func setRate(perSecond: Int, sharedBy writers: Int, at now: Instant) {
    guard perSecond > 0 else {
      arrivals = nil
      return
    }
    if arrivals == nil {
      arrivals = PoissonArrivals(
        perSecond: perSecond, sharedBy: writers, after: now, random: arrivalsSource)
    } else {
      arrivals?.change(perSecond: perSecond, sharedBy: writers, at: now)
    }
  }

  /// Whether its append is with the store, or goes there.
  var isAppending: Bool {
    if case .appending = activity { true } else { false }
  }

  /// Whether it is about an append that may still be written.
  var mayWrite: Bool {
    switch activity {
    case .idle, .answered: false
    case .readingHead, .readHead, .issued, .admitted, .appending, .conflicted, .backingOff: true
    }
  }

  /// When it next has something to do by itself; nil if never.
  var nextInstant: Instant? {
    switch activity {
    case .idle: arrivals?.next
    case .readingHead(_, let sample, _): sample
    case .readHead(_, let answer): answer
    case .issued(let attempt): attempt.schedule.admission
    case .admitted(let attempt, _): attempt.schedule.commit
    case .answered(let instant), .conflicted(_, let instant), .backingOff(_, let instant): instant
    case .appending: nil
    }
  }

  /// The events of a command as the writer issues them now: with ids drawn from its own clock.
  mutating func issue(_ request: AppendRequest, at now: Instant) -> AppendRequest {
    var request = request
    let time = clock.reading(at: now)
    for index in request.events.indices {
      request.events[index].eventID = KSUID(clamping: time, using: &payloads)
    }
    return request
  }
}

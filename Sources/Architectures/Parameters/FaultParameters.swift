public import VirtualTime

/// What goes wrong on purpose; nothing does unless it is asked for.
public struct FaultParameters: Hashable, Sendable {
  /// The share of a function's invocations that crash; less than all of them.
  public var crashes = Ratio.never
  /// The share of batches that are delivered a second time.
  public var redeliveries = Ratio.never
  /// How much later they come again, in microseconds, 0 to an hour.
  public var redeliveryMicroseconds: Int64 = 1_000_000
  /// The share of acknowledged appends whose answer is lost.
  public var lostAnswers = Ratio.never
  /// After how long the writer asks again, in microseconds, 1 to an hour.
  public var lostAnswerMicroseconds: Int64 = 1_000_000
  /// The share of dual writes that die between the table and the queue.
  public var dualWriteDeaths = Ratio(1, of: 1000)
  /// By how much each writer's clock is set back once, in microseconds, up to an hour; 0: never.
  public var clockStepMicroseconds: Int64 = 0
  /// The standard deviation of the writers' clock drifts, in microseconds a second, 0 to 100,000.
  public var clockDriftPerMillion: Int64 = 0

  /// Creates the defaults.
  public init() {}
}

public import VirtualTime

/// A Lambda function of which one invocation runs at a time: whether it is warm, and whether it
/// crashes.
///
/// An invocation where none is warm takes longer by a cold start: the first, the one after a crash,
/// and the one after minutes without work
/// (<https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html>). It is paid by
/// its time, the cold start included
/// (<https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/>).
public struct Function: Sendable {
  /// Invocations so far.
  public private(set) var invocations: Int64 = 0
  /// The time of all that are over, in microseconds.
  public private(set) var busyMicroseconds: Int64 = 0

  private let parameters: FunctionParameters
  /// The share of invocations that crash, from the next on.
  var crashes: Ratio
  private var coldStarts: SeededRandom
  private var crashPoints: SeededRandom
  /// When the invocation that runs began; nil while none does.
  private var begunAt: Instant?
  /// When the last one ended; nil if none did, or it crashed.
  private var idleSince: Instant?

  /// Creates a function that was never invoked.
  /// - Parameters:
  ///   - parameters: What can be turned.
  ///   - crashes: The share of invocations that crash.
  ///   - seed: The run's seed.
  ///   - architecture: Whose function it is.
  ///   - part: The function's name, unique within the architecture.
  public init(
    _ parameters: FunctionParameters, crashes: Ratio, seed: UInt64,
    _ architecture: ArchitectureName, part: String
  ) {
    self.parameters = parameters
    self.crashes = crashes
    coldStarts = SeededRandom(seed: seed, architecture, part: "\(part) cold starts")
    crashPoints = SeededRandom(seed: seed, architecture, part: "\(part) crashes")
  }

  /// Begins an invocation; none runs.
  /// - Returns: How long its cold start takes, in microseconds; 0 where it is warm.
  public mutating func begin(at now: Instant) -> Int64 {
    precondition(begunAt == nil, "an invocation begins while another runs")
    begunAt = now
    invocations += 1
    if let idleSince, now - idleSince < parameters.idleMicroseconds { return 0 }
    return parameters.coldStart.draw(&coldStarts)
  }

  /// Decides whether the invocation crashes, and where: between two steps of its work, or before it
  /// says that it is done.
  /// - Parameter steps: The steps of its work.
  /// - Returns: How many steps are done when it crashes, 0 to all; nil if it does not.
  public mutating func crashPoint(among steps: Int) -> Int? {
    guard crashPoints.happens(crashes) else { return nil }
    return crashPoints.index(below: steps + 1)
  }

  /// Ends an invocation.
  /// - Parameters:
  ///   - crashed: Whether it crashed: then none is warm.
  ///   - now: The instant.
  public mutating func end(crashed: Bool = false, at now: Instant) {
    guard let begunAt else { preconditionFailure("no invocation ends, as none runs") }
    busyMicroseconds += now - begunAt
    self.begunAt = nil
    idleSince = crashed ? nil : now
  }

  /// Adds what it used.
  func add(to usage: inout CloudUsage) {
    usage.invocations += invocations
    usage.functionMicroseconds += busyMicroseconds
    usage.functionMegabytes = parameters.memoryMegabytes
  }
}

public import VirtualTime

/// What can be turned of a Lambda function
/// (<https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html>).
public struct FunctionParameters: Hashable, Sendable {
  /// What an invocation takes beside its transactions, in microseconds, 0 to 15 minutes.
  public var overheadMicroseconds: Int64 = 10_000
  /// The most events numbered in one transaction, 1 to ``EventNumbering/mostEvents``; counter and mark go with
  /// them.
  public var transactionEvents = 50
  /// The start where none is warm.
  public var coldStart = LatencyCurve.coldStart
  /// After how long without work none is warm any more, in microseconds, 0 to 30 days.
  public var idleMicroseconds: Int64 = 600_000_000
  /// Its memory in MB, which its time is paid by; 128 to 10,240.
  public var memoryMegabytes: Int64 = 256

  /// Creates the defaults.
  public init() {}
}

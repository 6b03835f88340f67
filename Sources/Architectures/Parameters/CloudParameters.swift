/// Everything about the simulated cloud that can be turned, with the values it has in AWS's documentation or
/// in published measurements.
///
/// Lengths of time are microseconds, sizes bytes, shares ratios. A part of the cloud takes what is its own. Each
/// value has a range, and a cloud is made with no value outside: see ``flaw``.
public struct CloudParameters: Hashable, Sendable {
  /// Tables of DynamoDB.
  public var table = TableParameters()
  /// The global secondary index.
  public var index = IndexParameters()
  /// Transactions of DynamoDB.
  public var transaction = TransactionParameters()
  /// A table's change stream.
  public var stream = ChangeStreamParameters()
  /// Lambda functions.
  public var function = FunctionParameters()
  /// The FIFO queue.
  public var queue = QueueParameters()
  /// The relational database.
  public var database = DatabaseParameters()
  /// The ledger.
  public var ledger = LedgerParameters()
  /// How the global stream is read.
  public var reader = ReaderParameters()
  /// How refused appends are repeated.
  public var backOff = BackOffParameters()
  /// What goes wrong on purpose.
  public var faults = FaultParameters()

  /// Creates the defaults.
  public init() {}

  /// Turns burst capacity on or off: unused capacity of up to 300 seconds, of table and index
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html>).
  public mutating func setBurst(_ isOn: Bool) {
    table.keptSeconds = isOn ? 300 : 1
    index.savedSeconds = isOn ? 300 : 0
  }
}

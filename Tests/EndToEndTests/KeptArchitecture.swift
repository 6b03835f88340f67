import EventSourcing
import Testing

/// An architecture whose stream can be kept in a store, and what is promised of it.
struct KeptArchitecture: Sendable, CustomTestStringConvertible {
  /// Its name on the command line.
  var name: String
  /// What its stream is sorted by.
  var order: StreamOrder
  /// How its stream compares with the order of commits.
  var promise: Guarantees.GlobalOrder
  /// The values of `--reader` that have a use on it.
  var readers: [String] = ["checkpoint"]

  var testDescription: String { name }

  private static let everyReader = ["checkpoint", "overlap", "safe-horizon"]

  /// All six.
  static let all = [
    KeptArchitecture(
      name: "dynamodb-ksuid", order: .eventID, promise: .none, readers: everyReader),
    KeptArchitecture(name: "dynamodb-transactions", order: .number, promise: .total),
    KeptArchitecture(name: "dual-table-lambda", order: .number, promise: .perAggregate),
    KeptArchitecture(name: "dual-table-sqs-fifo", order: .number, promise: .perAggregate),
    KeptArchitecture(
      name: "aurora-serverless", order: .transaction, promise: .perAggregate,
      readers: everyReader),
    KeptArchitecture(name: "quantum-ledger", order: .number, promise: .total),
  ]

  /// Those that show events behind a reader.
  static let surprising = all.filter { $0.readers.count > 1 }
}

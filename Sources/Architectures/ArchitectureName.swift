/// The six architectures, by the names they have on the command line and in the seeds of their parts.
public enum ArchitectureName: String, CaseIterable, Hashable, Sendable {
  /// DynamoDB with KSUIDs, and a sharded global secondary index.
  case dynamoDBWithKSUIDs = "dynamodb-ksuid"
  /// DynamoDB transactions that move a global counter.
  case dynamoDBTransactions = "dynamodb-transactions"
  /// Dual DynamoDB tables with a single-concurrency Lambda between.
  case dualTableLambda = "dual-table-lambda"
  /// Dual DynamoDB tables with an SQS FIFO queue between.
  case dualTableSQSFIFO = "dual-table-sqs-fifo"
  /// Aurora Serverless: one SQL table, positions from a sequence.
  case auroraServerless = "aurora-serverless"
  /// Quantum Ledger: a hash-chained journal.
  case quantumLedger = "quantum-ledger"
}

/// Where the defaults of parameters come from.
enum ParameterSource {
  /// A number that somebody had to choose.
  static let chosen = "chosen to show the effect"
  /// A number that AWS does not publish.
  static let assumed = "assumed; AWS publishes none"
  /// Nothing goes wrong, and nothing costs, unless it is asked for.
  static let offByDefault = "off unless asked for"

  static let itemSize = developerGuide("ServiceQuotas.html")
  static let onDemand = developerGuide("on-demand-capacity-mode.html")
  static let partitions = developerGuide("bp-partition-key-design.html")
  static let burst = developerGuide("burst-adaptive-capacity.html")
  static let indexThrottling = developerGuide("gsi-throttling.html")
  static let indexSharding = developerGuide("bp-indexes-gsi-sharding.html")
  static let transactions = developerGuide("transaction-apis.html")
  static let pagination = developerGuide("Query.Pagination.html")
  static let streams = developerGuide("Streams.html")
  static let retries = developerGuide("Programming.Errors.html")
  static let conflicts = "fitted; " + transactions

  /// Measurements of puts and transactions, 400 calls a case.
  static let transactionMeasurements =
    "measured: https://www.alexdebrie.com/posts/dynamodb-transactions-performance/"
  /// Measurements of reads after writes, 5,000 trials a case.
  static let lagMeasurements =
    "fitted to https://github.com/alexdebrie/dynamodb-performance-testing"
  /// Measurements of Lambda behind streams and queues, 1,024 messages a service.
  static let messagingMeasurements =
    "https://bitesizedserverless.com/bite/serverless-messaging-latency-compared/"

  static let streamMapping = "https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html"
  static let runtime =
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"
  static let functionLimits =
    "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"
  static let queueMapping = "https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"
  static let queueQuotas = queueGuide("quotas-messages.html")
  static let queueLogic = queueGuide("FIFO-queues-understanding-logic.html")
  static let deduplication = queueGuide("using-messagededuplicationid-property.html")
  static let capacityUnits = auroraGuide("aurora-serverless-v2.how-it-works.html")
  static let autoPause = auroraGuide("aurora-serverless-v2-auto-pause.html")
  static let sequences = "https://www.postgresql.org/docs/15/functions-sequence.html"
  static let ledgerConcurrency =
    "https://docs.aws.amazon.com/qldb/latest/developerguide/concurrency.html"
  static let timeSync =
    "https://aws.amazon.com/blogs/compute/"
    + "its-about-time-microsecond-accurate-clocks-on-amazon-ec2-instances/"

  private static func developerGuide(_ page: String) -> String {
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/" + page
  }

  private static func queueGuide(_ page: String) -> String {
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/" + page
  }

  private static func auroraGuide(_ page: String) -> String {
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/" + page
  }
}

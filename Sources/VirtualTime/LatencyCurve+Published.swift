/// The curves of the simulated cloud. Sources: published measurements of DynamoDB, Lambda, SQS and
/// Aurora; where only a few quantiles are public, the rest was fitted.
extension LatencyCurve {
  /// A conditional put of one item.
  public static let put = LatencyCurve([
    (0, 5_470), (500_000, 7_550), (900_000, 11_300), (950_000, 13_200), (990_000, 16_200),
    (1_000_000, 29_000),
  ])

  /// A strongly consistent read of an aggregate.
  public static let aggregateRead = LatencyCurve([
    (0, 2_500), (500_000, 4_000), (990_000, 10_000), (1_000_000, 20_000),
  ])

  /// A transaction of up to five items; 340 µs more for each further one.
  public static let transaction = LatencyCurve([
    (0, 19_400), (500_000, 25_300), (900_000, 30_700), (950_000, 36_400), (990_000, 92_500),
    (1_000_000, 218_000),
  ])

  /// From a shard's applying an entry to the index showing it: mostly milliseconds, and a long tail.
  public static let indexLag = LatencyCurve([
    (0, 500), (500_000, 2_000), (900_000, 3_800), (965_000, 4_800), (995_000, 13_000),
    (997_000, 103_000), (999_000, 250_000), (999_700, 681_000), (999_900, 1_703_000),
    (999_970, 4_645_000), (999_983, 10_000_000), (1_000_000, 10_000_000),
  ])

  /// The same on a bad day.
  public static let degradedIndexLag = LatencyCurve([
    (0, 100_000), (500_000, 500_000), (900_000, 5_000_000), (990_000, 30_000_000),
    (1_000_000, 60_000_000),
  ])

  /// The commit of an SQL transaction.
  public static let sqlCommit = LatencyCurve([
    (0, 400), (10_000, 980), (100_000, 2_040), (250_000, 3_120), (500_000, 5_000),
    (750_000, 8_020), (900_000, 12_300), (950_000, 15_800), (990_000, 25_500), (999_000, 43_500),
    (1_000_000, 67_500),
  ])

  /// A read from the SQL primary.
  public static let sqlRead = LatencyCurve([
    (0, 1_000), (500_000, 2_000), (990_000, 6_000), (1_000_000, 15_000),
  ])

  /// A commit to the ledger.
  public static let ledgerCommit = LatencyCurve([
    (0, 15_000), (500_000, 30_000), (990_000, 90_000), (1_000_000, 200_000),
  ])

  /// From sending a message to a FIFO queue to its delivery.
  public static let queueDelivery = LatencyCurve([
    (0, 15_000), (100_000, 21_900), (500_000, 28_100), (900_000, 61_200), (990_000, 645_000),
    (1_000_000, 1_000_000),
  ])

  /// The start of a function where none is warm.
  public static let coldStart = LatencyCurve([
    (0, 100_000), (500_000, 316_000), (1_000_000, 1_000_000),
  ])
}

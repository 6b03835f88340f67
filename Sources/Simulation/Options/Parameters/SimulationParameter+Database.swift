import Architectures
import VirtualTime

extension SimulationParameter {
  /// Aurora Serverless.
  static let ofDatabase: [SimulationParameter] = [
    .curve(
      "sql.read", \.cloud.database.read, "A read from the primary.", ParameterSource.assumed),
    .curve("sql.commit", \.cloud.database.commit, "A commit.", ParameterSource.assumed),
    .scaled(
      "sql.appends-per-unit", \.cloud.database.appendsPerUnit, 1...100_000, "appends/s",
      "What one capacity unit (ACU) takes.", ParameterSource.assumed),
    .scaled(
      "sql.minimum-units", \.cloud.database.leastThousandths, decimals: 3, 0...256, "ACU",
      "The least capacity; 0: it pauses when idle, and the run begins so.",
      ParameterSource.capacityUnits),
    .scaled(
      "sql.maximum-units", \.cloud.database.mostThousandths, decimals: 3, 0...256, "ACU",
      "The most capacity.", ParameterSource.chosen
    ).from(500),
    .scaled(
      "sql.grow-above", \.cloud.database.growAbove, 0...100, "%",
      "How busy more than this a second has to be for the capacity to grow after it.",
      ParameterSource.assumed),
    .scaled(
      "sql.growth", \.cloud.database.growth, 0...1_000, "%",
      "By what part of itself capacity grows each time; one step at least.",
      ParameterSource.assumed),
    .scaled(
      "sql.shrink-below", \.cloud.database.shrinkBelow, 0...100, "%",
      "A second that is less busy than this is quiet.", ParameterSource.assumed),
    .scaled(
      "sql.step", \.cloud.database.stepThousandths, decimals: 3, 0...256, "ACU",
      "The step in which capacity shrinks, and the least by which it grows.",
      ParameterSource.capacityUnits
    ).from(1),
    .seconds(
      "sql.shrink-after", \.cloud.database.shrinkMicroseconds, 1...86_400,
      "How long it has to be quiet to shrink by a step; looked at each second.",
      ParameterSource.assumed),
    .flag(
      "sql.reader-connected", \.cloud.database.isReaderConnected,
      "Whether somebody is connected to read all the time: then it does not pause.",
      ParameterSource.autoPause),
    .seconds(
      "sql.pause-after", \.cloud.database.pauseMicroseconds, 1...86_400,
      "How long without appends before it pauses; with sql.minimum-units=0 and no reader only.",
      ParameterSource.autoPause),
    .seconds(
      "sql.resume", \.cloud.database.resumeMicroseconds, 0...3_600,
      "How long it takes to come back.", ParameterSource.autoPause),
    .share(
      "sql.aborts", \.cloud.database.aborts, option: "abort",
      "The share of transactions that abort and leave a hole in the sequence.",
      ParameterSource.chosen),
    .milliseconds(
      "sql.transaction-id", \.cloud.database.transactionIDMicroseconds, 0...1_000,
      "By how much later than its position a transaction's id is drawn at most.",
      ParameterSource.assumed),
    .flag(
      "sql.lock", \.cloud.database.isLocked,
      "Whether a lock around the numbering lets one writer at a time through.",
      ParameterSource.offByDefault),
  ]

  /// The ledger.
  static let ofLedger: [SimulationParameter] = [
    .curve(
      "ledger.read", \.cloud.ledger.read, "A read of an aggregate's last revision.",
      ParameterSource.assumed),
    .curve("ledger.commit", \.cloud.ledger.commit, "A commit.", ParameterSource.assumed),
    .milliseconds(
      "ledger.block", \.cloud.ledger.blockMicroseconds, 0...10_000,
      "From one block of the journal to the next.", ParameterSource.assumed),
    .flag(
      "ledger.head-document", \.cloud.ledger.hasHeadDocument,
      "Whether each append also reads one document of all.", ParameterSource.ledgerConcurrency),
  ]
}

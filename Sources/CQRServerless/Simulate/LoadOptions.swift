import ArgumentParser

/// Options of `cqrs simulate` that say how much is asked for and how it is read.
struct LoadOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: .parameter("writers"))
  var writers: String?
  @Option(parsing: .unconditional, help: .parameter("rate"))
  var rate: String?
  @Option(parsing: .unconditional, help: .parameter("duration"))
  var duration: String?
  @Option(parsing: .unconditional, help: .parameter("aggregates"))
  var aggregates: String?
  @Option(parsing: .unconditional, help: .parameter("clock-skew"))
  var clockSkew: String?
  @Option(parsing: .unconditional, help: .parameter("shards"))
  var shards: String?
  @Option(parsing: .unconditional, help: .parameter("seed"))
  var seed: String?
  @Option(parsing: .unconditional, help: .parameter("poll"))
  var poll: String?
  @Option(parsing: .unconditional, help: .parameter("queue-batch"))
  var queueBatch: String?
  @Option(parsing: .unconditional, help: .parameter("queue-groups"))
  var queueGroups: String?
  @Flag(help: "Keep 300 seconds of table and index capacity that was not used.")
  var burst = false
  @Flag(help: .parameter("dual-write"))
  var dualWrite = false

  /// What was given, by option.
  var given: [(option: String, text: String)] {
    let all = [
      ("writers", writers), ("rate", rate), ("duration", duration), ("aggregates", aggregates),
      ("clock-skew", clockSkew), ("shards", shards), ("seed", seed), ("poll", poll),
      ("queue-batch", queueBatch), ("queue-groups", queueGroups),
      ("dual-write", dualWrite ? "true" : nil),
    ]
    return all.compactMap { option, text in text.map { (option, $0) } }
  }
}

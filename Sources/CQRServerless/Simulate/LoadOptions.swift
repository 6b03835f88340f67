import ArgumentParser

/// Options of `cqrs simulate` that say how much is asked for and how it is read.
struct LoadOptions: ParsableArguments {
  @Option(help: .parameter("writers"))
  var writers: String?
  @Option(help: .parameter("rate"))
  var rate: String?
  @Option(help: .parameter("duration"))
  var duration: String?
  @Option(help: .parameter("aggregates"))
  var aggregates: String?
  @Option(help: .parameter("clock-skew"))
  var clockSkew: String?
  @Option(help: .parameter("shards"))
  var shards: String?
  @Option(help: .parameter("seed"))
  var seed: String?
  @Option(help: .parameter("poll"))
  var poll: String?
  @Option(help: .parameter("queue-batch"))
  var queueBatch: String?
  @Option(help: .parameter("queue-groups"))
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

import ArgumentParser

/// Options of `cqrs simulate` that say what goes wrong on purpose.
struct FaultOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: .parameter("crash"))
  var crash: String?
  @Option(parsing: .unconditional, help: .parameter("abort"))
  var abort: String?
  @Option(parsing: .unconditional, help: .parameter("redeliver"))
  var redeliver: String?
  @Option(parsing: .unconditional, help: .parameter("lost-answer"))
  var lostAnswer: String?
  @Option(parsing: .unconditional, help: .parameter("stall-every"))
  var stallEvery: String?
  @Option(parsing: .unconditional, help: .parameter("stall-length"))
  var stallLength: String?
  @Option(parsing: .unconditional, help: .parameter("clock-step"))
  var clockStep: String?
  @Flag(help: "Let the index lag as on a bad day: half a second at the median, up to a minute.")
  var degraded = false

  /// What was given, by option.
  var given: [(option: String, text: String)] {
    let all = [
      ("crash", crash), ("abort", abort), ("redeliver", redeliver), ("lost-answer", lostAnswer),
      ("stall-every", stallEvery), ("stall-length", stallLength), ("clock-step", clockStep),
    ]
    return all.compactMap { option, text in text.map { (option, $0) } }
  }
}

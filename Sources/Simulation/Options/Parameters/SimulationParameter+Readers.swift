import Architectures
import VirtualTime

extension SimulationParameter {
  /// How the global stream is read.
  static let ofReaders: [SimulationParameter] = [
    .milliseconds(
      "reader.poll", \.cloud.reader.pollMicroseconds, option: "poll", 1...3_600_000,
      "From an answer to a reader's next question.", ParameterSource.chosen),
    .milliseconds(
      "reader.answer", \.cloud.reader.answerMicroseconds, 0...10_000,
      "From a question to its answer.", ParameterSource.assumed),
    .scaled(
      "reader.page", \.cloud.reader.pageBytes, 1_024...1_073_741_824, "bytes",
      "The most bytes of an answer: what goes beyond is asked for at once.",
      ParameterSource.pagination),
    .scaled(
      "reader.window", \.cloud.reader.overlapSeconds, 0...86_400, "s",
      "From how long before its checkpoint overlap asks again: a second of the id, ten of the "
        + "longest lag, one more.", ParameterSource.chosen),
    .scaled(
      "reader.window-positions", \.cloud.reader.overlapPositions, 0...1_000_000, "positions",
      "The same where the stream has positions.", ParameterSource.chosen),
    .milliseconds(
      "reader.bound", \.cloud.reader.boundMicroseconds, 0...3_600_000,
      "How far behind now safe-horizon stays, beside the clocks: the longest lag and the id's "
        + "second.", ParameterSource.chosen),
    .scaled(
      "reader.bound-deviations", \.cloud.reader.boundDeviations, 0...100, "deviations",
      "How many standard deviations of the clocks are added to that.", ParameterSource.chosen),
  ]

  /// How refused appends are repeated.
  static let ofBackOff: [SimulationParameter] = [
    .count(
      "back-off.attempts", \.cloud.backOff.attempts, 1...1_000, "attempts",
      "The most attempts at one append that are throttled or cancelled, and the most new decisions "
        + "after version conflicts; then it has failed.", ParameterSource.retries),
    .milliseconds(
      "back-off.first", \.cloud.backOff.firstMicroseconds, 1...3_600_000,
      "The longest wait after the first attempt; it doubles with each.", ParameterSource.retries),
    .milliseconds(
      "back-off.longest", \.cloud.backOff.longestMicroseconds, 1...3_600_000,
      "The longest wait of all.", ParameterSource.retries),
  ]

  /// What goes wrong on purpose.
  static let ofFaults: [SimulationParameter] = [
    .share(
      "fault.crashes", \.cloud.faults.crashes, option: "crash", most: 990_000,
      "The share of a function's invocations that crash.", ParameterSource.offByDefault),
    .share(
      "fault.redeliveries", \.cloud.faults.redeliveries, option: "redeliver",
      "The share of batches that come a second time.", ParameterSource.offByDefault),
    .milliseconds(
      "fault.redelivery-after", \.cloud.faults.redeliveryMicroseconds, 1...3_600_000,
      "How much later they come again.", ParameterSource.chosen),
    .share(
      "fault.lost-answers", \.cloud.faults.lostAnswers, option: "lost-answer",
      "The share of acknowledged appends whose answer is lost.", ParameterSource.offByDefault),
    .milliseconds(
      "fault.lost-answer-after", \.cloud.faults.lostAnswerMicroseconds, 1...3_600_000,
      "After how long the writer asks again.", ParameterSource.chosen),
    .share(
      "fault.dual-write-deaths", \.cloud.faults.dualWriteDeaths,
      "The share of dual writes that die between the table and the queue; see --dual-write.",
      ParameterSource.chosen),
    .milliseconds(
      "fault.clock-step", \.cloud.faults.clockStepMicroseconds, option: "clock-step", 0...3_600_000,
      "By how much each writer's clock is set back once; 0: never.",
      ParameterSource.offByDefault),
    .scaled(
      "fault.clock-drift", \.cloud.faults.clockDriftPerMillion, 0...100_000, "ppm",
      "Standard deviation of the writers' clock drifts: microseconds gained in a second.",
      ParameterSource.offByDefault),
  ]
}

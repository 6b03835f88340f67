public import Architectures
import EventSourcing

extension SimulatedRun {
  /// What it did; the run is over.
  mutating func report(_ options: SimulationOptions) -> RunReport {
    countUntaken()
    let stream = recorder.finalStream
    let order = cloud.guarantees.globalOrder
    let figures = followers.indices.map { place in
      let follower = followers[place]
      return RunReport.ReaderFigures(
        strategy: follower.strategy, delivered: follower.delivered,
        // Of a run that was cut off, what a reader would still have been handed is not missed.
        missed: isPartial ? follower.missed : recorder.appended - follower.delivered, duplicates: 0,
        outOfOrder: follower.outOfOrder, readUnits: follower.readUnits,
        delay: RunReport.Percentiles(&delays[place]))
    }
    let resources = recorder.throttledResources
      .map { RunReport.ThrottledResource(name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    return RunReport(
      architecture: Cloud.name, seed: options.seed,
      durationMicroseconds: isPartial ? elapsedMicroseconds : options.durationMicroseconds,
      writers: options.writers, eventsPerThousandSeconds: options.eventsPerThousandSeconds,
      offered: recorder.taken, appended: recorder.appended, conflicts: recorder.conflicts,
      throttled: recorder.throttled, throttledResources: resources, failed: recorder.failed,
      unfinished: recorder.unfinished, aborted: recorder.aborted,
      lostAnswers: recorder.lostAnswers, visibleBeforeEnd: recorder.visibleBeforeEnd,
      sentBeforeEnd: Cloud.name == .dualTableSQSFIFO
        ? (usageAtEnd ?? cloud.usage).messagesSent : nil,
      lost: cloud.lostEntries, appendLatency: RunReport.Percentiles(&recorder.appendLatency),
      wait: RunReport.Percentiles(&recorder.wait),
      lag: Cloud.name.updatesStreamInAppend ? nil : RunReport.Percentiles(&recorder.lag),
      inversions: stream.inversions, adjacentInversions: stream.adjacentInversions,
      readers: figures, globalOrder: order, picodollars: cloud.usage.picodollars,
      steps: steps, isPartial: isPartial, violations: violations(stream))
  }

  /// Rules that the run broke, in words.
  private func violations(_ stream: FinalStream) -> [String] {
    guard !isPartial else { return [] }
    var violations = cloud.violations
    violations += recorder.violations(stream, cloud.guarantees.globalOrder)
    let (appended, lost) = (recorder.appended, cloud.lostEntries)
    if recorder.taken != appended + recorder.failed + recorder.unfinished {
      violations.append(
        "\(recorder.taken) offered, \(appended) appended, \(recorder.failed) failed, "
          + "\(recorder.unfinished) unfinished")
    }
    if recorder.visibleEvents + lost != appended {
      violations.append(
        "\(appended) appended, \(recorder.visibleEvents) visible, \(lost) lost")
    }
    if cloud.pendingEntries != 0 {
      violations.append("\(cloud.pendingEntries) entries are still on their way")
    }
    for follower in followers where follower.delivered + follower.missed + lost != appended {
      violations.append(
        "\(follower.strategy.rawValue): \(follower.delivered) delivered, \(follower.missed) passed, "
          + "\(lost) lost of \(appended)")
    }
    return violations
  }
}

extension RunReport.Percentiles {
  /// Counts lengths of time; nil where there are none.
  init?(_ lengths: inout Durations) {
    guard let values = lengths.percentiles([50, 95, 99, 100]) else { return nil }
    self.init(median: values[0], p95: values[1], p99: values[2], greatest: values[3])
  }
}

extension ArchitectureName {
  /// Whether the append itself updates the global stream, which then does not lag.
  public var updatesStreamInAppend: Bool {
    switch self {
    case .dynamoDBTransactions, .auroraServerless, .quantumLedger: true
    case .dynamoDBWithKSUIDs, .dualTableLambda, .dualTableSQSFIFO: false
    }
  }
}

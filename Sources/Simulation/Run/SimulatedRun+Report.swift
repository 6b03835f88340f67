public import Architectures
import EventSourcing

extension SimulatedRun {
  /// What it did; the run is over.
  mutating func report(_ options: SimulationOptions) -> RunReport {
    finish()
    let stream = recorder.finalStream
    let order = cloud.guarantees.globalOrder
    let figures = followers.indices.map { place in
      let follower = followers[place]
      let once = deliveredOnce(toReader: place)
      return RunReport.ReaderFigures(
        strategy: follower.strategy, delivered: follower.delivered,
        // Of a run that was cut off, what a reader would still have been handed is not missed.
        missed: isPartial ? follower.missed : recorder.appended - once,
        duplicates: follower.delivered - once,
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
      steps: steps, isPartial: isPartial, isDualWrite: options.cloud.queue.isDualWrite,
      violations: violations(stream))
  }

  /// Rules that the run broke, in words; they hold wherever it is cut off.
  private func violations(_ stream: FinalStream) -> [String] {
    var violations = cloud.violations
    violations += recorder.violations(
      stream, cloud.guarantees.globalOrder, aggregates: table.aggregates)
    violations += table.violations(unheard: unheard)
    let (appended, lost) = (recorder.appended, cloud.lostEntries)
    if recorder.taken != appended + recorder.failed + recorder.unfinished {
      violations.append(
        "\(recorder.taken) offered, \(appended) appended, \(recorder.failed) failed, "
          + "\(recorder.unfinished) unfinished")
    }
    let (visible, pending) = (recorder.visibleEvents, cloud.pendingEntries)
    if appended != table.events || visible + pending + lost != appended {
      violations.append(
        "\(appended) appended, \(table.events) stored, \(visible) visible, \(pending) on their way, "
          + "\(lost) lost")
    }
    if pending != 0, !isPartial {
      violations.append("\(pending) entries are still on their way")
    }
    for place in followers.indices { violations += self.violations(ofReader: place) }
    return violations
  }

  /// What became visible is delivered once, or passed, or waits for the reader.
  private func violations(ofReader place: Int) -> [String] {
    let follower = followers[place]
    let (once, waiting) = (deliveredOnce(toReader: place), follower.waitingEntries)
    let isWhole = once + follower.missed + waiting == recorder.visibleEvents
    guard once != follower.delivered || !isWhole || (waiting != 0 && !isPartial) else { return [] }
    return [
      "\(follower.strategy.rawValue): \(follower.delivered) delivered, \(once) of them once, "
        + "\(follower.missed) passed, \(waiting) wait, of \(recorder.visibleEvents) visible"
    ]
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

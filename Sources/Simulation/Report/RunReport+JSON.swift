import Architectures
import EventSourcing

extension RunReport {
  /// Writes the report as JSON.
  /// - Parameter options: Options to name at its end, each with its JSON text; none: no such key.
  /// - Returns: One object on one line, without a line feed.
  public func json(options: [(name: String, json: String)] = []) -> String {
    var members: [String] = [
      member("architecture", quoted(architecture.rawValue)),
      member("seed", "\(seed)"),
      member("virtualSeconds", Decimal.short(thousandths: durationMicroseconds / 1000)),
      member("writers", "\(writers)"),
      member("offeredPerSecond", Decimal.short(thousandths: eventsPerThousandSeconds)),
      member("offered", "\(offered)"),
      member("appended", "\(appended)"),
      member("conflicts", "\(conflicts)"),
      member("throttled", "\(throttled)"),
      member("failed", "\(failed)"),
      member("unfinished", "\(unfinished)"),
      member("appendedPerSecond", rate(appended)),
      member("visiblePerSecond", rate(visibleBeforeEnd)),
      member("sentPerSecond", sentBeforeEnd.map(rate) ?? "null"),
      member("appendLatencyMs", percentiles(appendLatency, [.median, .p99, .greatest])),
      member("waitMs", percentiles(wait, [.median, .p99, .greatest])),
      member("lagMs", lag == nil ? "null" : percentiles(lag, Column.allCases)),
      member("inversions", "\(inversions)"),
      member("adjacentInversions", "\(adjacentInversions)"),
      member("readers", "[" + readers.map(json).joined(separator: ",") + "]"),
      member("globalOrder", quoted(globalOrder.rawValue)),
      member("costPerMillionEventsUSD", costPerMillionEvents ?? "null"),
    ]
    if !options.isEmpty {
      let object = options.map { member($0.name, $0.json) }.joined(separator: ",")
      members.append(member("options", "{\(object)}"))
    }
    if isPartial { members.append(member("partial", "true")) }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// What a million events cost, in US dollars with four decimals; nil if none was appended.
  public var costPerMillionEvents: String? {
    guard appended > 0 else { return nil }
    // Picodollars an event are microdollars a million.
    return Decimal.tenThousandths(Int64(Int128(picodollars) / Int128(appended) / 100))
  }

  private enum Column: String, CaseIterable {
    case median = "p50"
    case p95, p99
    case greatest = "max"
  }

  private func percentiles(_ values: Percentiles?, _ columns: [Column]) -> String {
    let members = columns.map { column in
      let value: Int64? =
        switch column {
        case .median: values?.median
        case .p95: values?.p95
        case .p99: values?.p99
        case .greatest: values?.greatest
        }
      return member(column.rawValue, value.map(Decimal.thousandths) ?? "null")
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  private func json(_ reader: ReaderFigures) -> String {
    let members = [
      member("strategy", quoted(reader.strategy.rawValue)),
      member("delivered", "\(reader.delivered)"),
      member("missed", "\(reader.missed)"),
      member("duplicates", "\(reader.duplicates)"),
      member("outOfOrder", "\(reader.outOfOrder)"),
      member("readUnits", "\(reader.readUnits)"),
      member("delayMs", percentiles(reader.delay, [.median, .p99])),
    ]
    return "{" + members.joined(separator: ",") + "}"
  }

  private func rate(_ count: Int64) -> String {
    Decimal.rate(count, inMicroseconds: durationMicroseconds)
  }

  private func member(_ name: String, _ json: String) -> String { "\"\(name)\":\(json)" }

  private func quoted(_ word: String) -> String { "\"\(word)\"" }
}

extension Figure {
  /// The figure that a sweep is most likely about.
  /// - Parameters:
  ///   - swept: What is swept.
  ///   - reports: The runs; a figure that none of them has is of no use.
  /// - Returns: Misses for what decides the order of ids and readers, else lag, latency, and the rate
  ///   appended.
  public static func ofSweep(
    _ swept: [SimulationParameter], among reports: [RunReport]
  ) -> Figure {
    let aboutReaders = ["clock-skew", "fault.clock-step", "index.lag", "index.placement"]
    let aboutLoad = ["rate", "shards", "event.bytes", "sql.minimum-units", "sql.maximum-units"]
    var names = ["append-p99", "appended"]
    if let first = swept.first {
      let group = first.name.prefix { $0 != "." }
      if aboutReaders.contains(first.name) || group == "reader" {
        names = ["checkpoint-missed"] + names
      } else if aboutLoad.contains(first.name)
        || ["index", "table", "stream", "function", "queue", "fault"].contains(group)
      {
        names = ["lag-p99"] + names
      }
    }
    for figure in names.compactMap(named) where reports.contains(where: { figure.isTold(by: $0) }) {
      return figure
    }
    return ofAppends[0]
  }

  /// Whether a report says anything with it: a stream that can't lag does not.
  private func isTold(by report: RunReport) -> Bool {
    guard let value = millionths(report) else { return false }
    return value > 0 || name == "appended"
  }
}

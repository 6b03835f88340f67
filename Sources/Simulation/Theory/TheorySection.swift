/// Checks that have their source in common.
enum TheorySection: CaseIterable {
  case inversions
  case misses
  case latencies
  case transactions
  case dualTables
  case readers

  /// What stands above the section's rows.
  var heading: String {
    switch self {
    case .inversions:
      "Order of ids within a second. Closed form: 1 - Ein(r)/r of the events, half of "
        + "1 - (1 - e^-r)/r of the neighbours."
    case .misses:
      "Events that a checkpoint reader never delivers, by rate and poll. Closed form, averaged over the "
        + "phase of the polls; clocks perfect, latencies none."
    case .latencies:
      "Quantiles of what is drawn, from the published measurements that the curves were made of."
    case .transactions:
      "dynamodb-transactions under more load than it takes. An independent model of the same rules."
    case .dualTables:
      "The dual tables. AWS's quotas and published measurements."
    case .readers:
      "Readers with the default parameters, clocks perfect. An independent model of the same rules."
    }
  }
}

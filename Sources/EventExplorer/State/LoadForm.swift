import Architectures
import EventSourcing
import Simulation

/// The form of screen 6: which architectures are run, and on what load.
struct LoadForm: Hashable, Sendable {
  /// What can be chosen in it.
  enum Entry: Hashable, Sendable {
    /// What starts the runs.
    case run
    /// Whether an architecture is run.
    case architecture(ArchitectureName)
    /// A parameter of the load.
    case parameter(LoadParameter)
  }

  /// All entries, in their order.
  static let entries: [Entry] =
    [.run] + ArchitectureName.allCases.map(Entry.architecture)
    + LoadParameter.allCases.map(Entry.parameter)

  /// The load.
  private(set) var options = SimulationOptions()
  private var chosen = Set(ArchitectureName.allCases)
  /// The entry under the cursor.
  private(set) var selected = Entry.run
  /// Whether the load was changed here: then it is no demo's any more.
  private var isOwn = false

  /// The architectures that are run.
  var architectures: [ArchitectureName] { ArchitectureName.allCases.filter(chosen.contains) }

  /// Whether an architecture is run.
  func isChosen(_ architecture: ArchitectureName) -> Bool { chosen.contains(architecture) }

  /// The events that fall due in each run.
  var events: Int64 {
    let events =
      Int128(options.eventsPerThousandSeconds) * Int128(options.durationMicroseconds)
      / 1_000_000_000
    return Int64(clamping: events)
  }

  // MARK: Changes

  /// Takes over the load of a live run, as long as none was set here.
  mutating func prefill(_ settings: LiveSettings) {
    guard !isOwn else { return }
    options.eventsPerThousandSeconds = Int64(max(1, settings.eventsPerSecond)) * 1_000
    options.writers = settings.writers
    options.shards = settings.shards
    options.clockSkewMicroseconds = Int64(settings.clockSkewMilliseconds) * 1_000
    options.aggregates = settings.accounts
  }

  mutating func select(_ entry: Entry) { selected = entry }

  mutating func move(_ motion: Motion) {
    let all = Self.entries
    let place = all.firstIndex(of: selected) ?? 0
    let next =
      switch motion {
      case .rows(let rows): place + rows
      case .pages(let pages): place + pages * all.count
      case .first: 0
      case .last: all.count - 1
      }
    selected = all[min(max(0, next), all.count - 1)]
  }

  /// Changes the entry under the cursor to what comes next.
  mutating func change(up: Bool) {
    switch selected {
    case .run: break
    case .architecture: toggle()
    case .parameter(let parameter):
      parameter.step(up: up, in: &options)
      isOwn = true
    }
  }

  /// Has the architecture under the cursor run or left out.
  /// - Returns: Whether there is one.
  @discardableResult
  mutating func toggle() -> Bool {
    guard case .architecture(let architecture) = selected else { return false }
    if chosen.remove(architecture) == nil { chosen.insert(architecture) }
    return true
  }

  /// Sets the parameter under the cursor.
  /// - Throws: `InvalidParameter` if the text is none of its values.
  mutating func set(_ text: String) throws(InvalidParameter) {
    guard case .parameter(let parameter) = selected else { return }
    try parameter.set(text, in: &options)
    isOwn = true
  }
}

extension SimulationOptions {
  /// The load for a live run.
  /// - Parameter speedThousandths: How fast its time is to run, in thousandths of real time.
  /// - Returns: The settings, and what of the load they don't have, in words.
  func live(speedThousandths: Int) -> (settings: LiveSettings, differences: [String]) {
    var differences: [String] = []
    func within(_ range: ClosedRange<Int>, _ wanted: Int64, _ name: String) -> Int {
      let value = min(max(wanted, Int64(range.lowerBound)), Int64(range.upperBound))
      if value != wanted {
        differences.append("\(Shown.count(value)) instead of \(Shown.count(wanted)) \(name)")
      }
      return Int(value)
    }
    typealias Parameter = ParametersPanel.Parameter
    let rate = within(
      1...Parameter.rate.range.upperBound, (eventsPerThousandSeconds + 500) / 1_000, "events/s")
    let writers = within(Parameter.writers.range, Int64(writers), "writers")
    let shards = within(Parameter.shards.range, Int64(shards), "index shards")
    let skew = within(
      Parameter.skew.range, (clockSkewMicroseconds + 500) / 1_000, "ms of clock skew")
    let accounts = within(1...1_000_000, Int64(aggregates), "accounts")
    return (
      LiveSettings(
        eventsPerSecond: rate, writers: writers, shards: shards, clockSkewMilliseconds: skew,
        accounts: accounts, speedThousandths: speedThousandths), differences
    )
  }
}

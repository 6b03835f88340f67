public import EventSourcing

/// What any aggregate's events make of it, as names and values for people.
///
/// Of the accounts domain it knows name and balance; of everything else it keeps the last value of each
/// key of the metadata.
public struct AggregateState: Hashable, Sendable {
  /// One named value.
  public struct Field: Hashable, Sendable {
    /// Its name: a key of the metadata, or a word of the accounts domain.
    public var name: String
    /// Its value: JSON text as the writer gave it.
    public var value: ArraySlice<UInt8>
    /// The amount of money that it is, in whole cents; nil: it is none.
    public var cents: Int64?
  }

  /// The fields in the order in which they first appeared.
  public private(set) var fields: [Field] = []
  /// The names of the fields that the last event changed.
  public private(set) var changed: Set<String> = []
  /// The last version folded; 0 before the first event.
  public private(set) var version: AggregateVersion = 0

  /// Where each name stands among the fields.
  private var places: [String: Int] = [:]
  private var account = AccountState()

  /// Creates the state before the first event.
  public init() {}

  /// Folds the aggregate's next event.
  public mutating func apply(_ event: Event) {
    version = event.aggregateVersion
    changed = []
    guard AccountState.knows(event.eventType) else {
      for member in MetadataMember.all(of: event.metadata) { set(member.key, to: member.value) }
      return
    }
    account.apply(event)
    if event.eventType == .accountCreated {
      set("name", to: ArraySlice(AccountJSON.text(account.name ?? "").utf8))
    }
    set("balance", to: ArraySlice(String(account.cents).utf8), cents: account.cents)
  }

  private mutating func set(
    _ name: String, to value: ArraySlice<UInt8>, cents: Int64? = nil
  ) {
    guard let place = places[name] else {
      places[name] = fields.count
      fields.append(Field(name: name, value: value, cents: cents))
      changed.insert(name)
      return
    }
    fields[place].cents = cents
    guard fields[place].value != value else { return }
    fields[place].value = value
    changed.insert(name)
  }
}

public import EventSourcing
public import VirtualTime

/// An event in the order of commits, and where the index puts it: a row of screen 4.
public struct SkewRow: Hashable, Sendable {
  /// Where the index puts an event.
  public struct Place: Hashable, Sendable {
    /// What the index sorts it by; the row where the order of appearance is the index's only one.
    public var key: StreamKey
    /// Its row in the order of visibility, from 1.
    public var row: Int64
    /// When the index showed it; nil for what was stored before the index was laid.
    public var visibleAt: Instant?
    /// Whether the checkpoint reader had passed its key already, and so never delivers it.
    public var isMissed: Bool
    /// By how many places it stands later in the index than in the order of commits, among the
    /// ``StreamRow/window`` events before it and as many after it; negative: earlier.
    public var displacement: Int

    /// Creates a place.
    public init(
      key: StreamKey, row: Int64, visibleAt: Instant?, isMissed: Bool, displacement: Int
    ) {
      self.key = key
      self.row = row
      self.visibleAt = visibleAt
      self.isMissed = isMissed
      self.displacement = displacement
    }

    /// Whether it is out of order or missed: what `e` looks for.
    public var isDisordered: Bool { displacement != 0 || isMissed }
  }

  /// The event.
  public var recorded: RecordedEvent
  /// Where the index puts it; nil: the index does not show it yet.
  public var place: Place?

  /// Creates a row.
  public init(recorded: RecordedEvent, place: Place?) {
    self.recorded = recorded
    self.place = place
  }

  /// Commit to visible in microseconds; nil if that is not known.
  public var lag: Int64? { place?.visibleAt.map { $0 - recorded.committedAt } }
}

public import EventSourcing
public import VirtualTime

/// An event as the global stream shows it: a row of screen 1.
public struct StreamRow: Hashable, Sendable {
  /// How many rows before one are looked at for ``displacement``.
  public static let window = 1_000

  /// Its row in the order of visibility, from 1.
  public var row: Int64
  /// The event.
  public var recorded: RecordedEvent
  /// When the index showed it; nil for what was stored before the index was laid.
  public var visibleAt: Instant?
  /// Whether the checkpoint reader had passed its id already, and so never delivers it.
  public var isMissed: Bool
  /// How many of the ``window`` rows before it have a greater event id: how far it came too late.
  public var displacement: Int

  /// Creates a row.
  public init(
    row: Int64, recorded: RecordedEvent, visibleAt: Instant?, isMissed: Bool, displacement: Int
  ) {
    self.row = row
    self.recorded = recorded
    self.visibleAt = visibleAt
    self.isMissed = isMissed
    self.displacement = displacement
  }

  /// Commit to visible in microseconds; nil if that is not known.
  public var lag: Int64? { visibleAt.map { $0 - recorded.committedAt } }

  /// Whether it is out of order or missed: what `e` looks for.
  public var isDisordered: Bool { displacement > 0 || isMissed }
}

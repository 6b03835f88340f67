import Architectures

extension SimulationOptions {
  /// The most events that may fall due in one run: an hour's twenty thousand a second.
  ///
  /// What is kept of each, about a hundred bytes, must fit into memory.
  static let mostEvents: Int128 = 72_000_000

  /// What can't be run together, in words; nil if all can.
  ///
  /// Each parameter is in its range already.
  public var contradiction: String? {
    let events =
      Int128(eventsPerThousandSeconds) * Int128(durationMicroseconds) / 1_000_000_000
    if events > Self.mostEvents {
      return "--rate times --duration is \(events) events; a run has at most \(Self.mostEvents)"
    }
    return stallContradiction ?? cloudContradiction
  }

  private var stallContradiction: String? {
    let (every, length) = (
      cloud.index.stallEveryMicroseconds, cloud.index.stallLengthMicroseconds
    )
    if length > 0, every == 0 { return "--stall-length needs --stall-every" }
    if every > 0, length == 0 { return "--stall-every needs --stall-length" }
    if every > 0, length / every >= shards {
      return "--stall-length must be less than --stall-every times --shards, or an index shard "
        + "never moves again"
    }
    return nil
  }

  private var cloudContradiction: String? {
    if cloud.transaction.heldFrom > cloud.transaction.heldTo {
      return "transaction.held-from must not be greater than transaction.held-to"
    }
    if cloud.database.leastThousandths > cloud.database.mostThousandths {
      return "sql.minimum-units must not be greater than sql.maximum-units"
    }
    if cloud.database.shrinkBelow > cloud.database.growAbove {
      return "sql.shrink-below must not be greater than sql.grow-above"
    }
    return nil
  }
}

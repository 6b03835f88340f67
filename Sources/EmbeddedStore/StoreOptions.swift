public import VirtualTime

/// How a store is opened.
public struct StoreOptions: Sendable {
  /// When an acknowledged event is safe.
  public enum Durability: String, Sendable {
    /// After a power loss: every commit is flushed to the disk (SQLite's `synchronous=FULL`).
    case full
    /// After a crash of the program, and after a power loss up to some last commits (`NORMAL`).
    case normal
    /// After a crash of the program only (`OFF`).
    case off
  }

  /// What may be done with the store.
  public enum Access: Sendable {
    /// It is read; a file that is not there is no store.
    case read
    /// It is read and written; a file that is not there is no store.
    case write
    /// It is read and written, and made on the first opening.
    case create
  }

  /// What may be done with the store.
  public var access: Access
  /// When an acknowledged event is safe.
  public var durability: Durability
  /// How long a writer waits for another process's, in seconds.
  public var busySeconds: Int
  /// How much of the store a writer keeps in memory, in bytes: 8 MiB, and more for a large import.
  public var cacheBytes = 8 << 20
  /// How long the log becomes before its pages are moved to their places, in bytes: busy pages are then moved once
  /// for many commits.
  public var checkpointBytes = 16 << 20
  /// The store's clock, which stamps commits and the ids that it draws.
  public var clock: @Sendable () -> Instant

  /// Creates options; the defaults lose nothing.
  public init(
    access: Access = .create, durability: Durability = .full, busySeconds: Int = 10,
    clock: @escaping @Sendable () -> Instant = StoreOptions.wallClock
  ) {
    self.access = access
    self.durability = durability
    self.busySeconds = busySeconds
    self.clock = clock
  }
}

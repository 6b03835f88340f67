internal import CSQLite
internal import EventSourcing
internal import GRDB

/// What this process knows of a store from its last commits, so that the next need not read it again, if nobody
/// else has written since.
///
/// It belongs to one thread at a time.
final class KnownState {
  /// Where the global stream ends.
  struct End {
    var position: Int64
    var chain: HashChain
  }

  private struct Aggregate {
    var version: AggregateVersion
    /// The era that the version was true in.
    var era: Int
  }

  /// The most aggregates that are remembered; when there are more, all are read once more.
  private static let most = 1 << 16
  /// The longest identifier that is remembered, in bytes: 14 MB for all of them.
  private static let longest = 128

  /// Where the global stream ends; nil if that must be read.
  private(set) var end: End?
  private var aggregates: [AggregateID: Aggregate] = [:]
  /// Goes up when somebody else has written.
  private var era = 0
  /// SQLite's number of the state that the last commit left.
  private var dataVersion: UInt32?

  /// Begins a transaction that holds the write lock: what others have written since the last is not known.
  func begin(_ database: Database) {
    guard dataVersion == nil || Self.dataVersion(of: database) != dataVersion else { return }
    forget()
  }

  /// Ends a transaction that was committed.
  func commit(_ end: End, _ database: Database) {
    self.end = end
    dataVersion = Self.dataVersion(of: database)
  }

  /// Forgets everything but which aggregates were looked at.
  func forget() {
    end = nil
    dataVersion = nil
    era += 1
  }

  /// An aggregate's last version; nil if it must be read.
  func version(of aggregate: AggregateID) -> AggregateVersion? {
    guard let known = aggregates[aggregate], known.era == era else { return nil }
    return known.version
  }

  /// Whether the aggregate's last event was seen to be where its row says: once is enough, for this process
  /// only writes what fits.
  func wasChecked(_ aggregate: AggregateID) -> Bool { aggregates[aggregate] != nil }

  /// Remembers an aggregate that was looked at, or was moved by a commit.
  func learn(_ version: AggregateVersion, of aggregate: AggregateID) {
    if let place = aggregates.index(forKey: aggregate) {
      aggregates.values[place] = Aggregate(version: version, era: era)
      return
    }
    guard aggregate.bytes.count <= Self.longest else { return }
    if aggregates.count == Self.most { aggregates.removeAll(keepingCapacity: true) }
    // A copy: the request's own would keep all bytes of the request.
    let kept = AggregateID(unchecked: ArraySlice(Array(aggregate.bytes)))
    aggregates[kept] = Aggregate(version: version, era: era)
  }

  /// SQLite's number of a database's state, which every commit of any connection changes
  /// (<https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntldataversion>).
  private static func dataVersion(of database: Database) -> UInt32? {
    var version: UInt32 = 0
    let code = sqlite3_file_control(
      database.sqliteConnection, "main", SQLITE_FCNTL_DATA_VERSION, &version)
    return code == SQLITE_OK ? version : nil
  }
}

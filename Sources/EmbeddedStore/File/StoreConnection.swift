internal import CSQLite
internal import EventSourcing
internal import Glibc
internal import GRDB

/// How connections to a store's file are opened.
///
/// GRDB's `DatabasePool` would set `synchronous=NORMAL` of its own; here every setting is made by us and
/// read back.
enum StoreConnection {
  /// A page, in bytes: SQLite's own choice for a new file.
  private static let pageBytes = 4096

  /// How long one waits who finds a lock taken, before it is tried again.
  private static let busyPauseMilliseconds = 1

  /// Opens the writer's connection of a file that is a store, or is made one.
  ///
  /// The tables are made in rollback mode, and then the log is turned on: killed between the two, the
  /// header says whose file it is, and nothing lies beside it. Killed while they are made, SQLite takes
  /// back what a header may have announced already.
  static func writer(path: String, options: StoreOptions) throws -> DatabaseQueue {
    let queue = try open(path: path, busySeconds: options.busySeconds)
    try queue.inDatabase { database in
      if options.access == .create, try StoreSchema.isEmpty(database) {
        try StoreSchema.create(in: database)
      }
      if try StoreSchema.isOfVersionOne(database) { try StoreSchema.upgrade(database) }
      try StoreSchema.check(database)
      guard try turnOnLog(database, busySeconds: options.busySeconds) == "wal" else {
        throw EventStoreError.inputOutput("\(path): SQLite refuses a write-ahead log there")
      }
      let checkpointPages = max(1, options.checkpointBytes / pageBytes)
      try database.execute(
        sql: """
          PRAGMA wal_autocheckpoint = \(checkpointPages);
          PRAGMA cache_size = -\(max(1, options.cacheBytes / 1024))
          """)
      try setDurability(options.durability, of: database)
    }
    return queue
  }

  /// Turns the write-ahead log on; where other processes make the same store SQLite says that it is busy
  /// without waiting, so the waiting is done here.
  private static func turnOnLog(_ database: Database, busySeconds: Int) throws -> String? {
    let tries = max(1, busySeconds * 100)
    for _ in 1..<tries {
      do {
        return try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
        poll(nil, 0, 10)
      }
    }
    return try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
  }

  /// Sets when a commit is flushed, and reads it back.
  static func setDurability(
    _ durability: StoreOptions.Durability, of database: Database
  ) throws {
    try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
    let found = try Int.fetchOne(database, sql: "PRAGMA synchronous")
    precondition(found == durability.level, "synchronous is \(String(describing: found))")
  }

  /// Opens a connection that only reads.
  static func reader(path: String, mode: StoreFile.ReadingMode, busySeconds: Int) throws
    -> DatabaseQueue
  {
    switch mode {
    case .shared:
      let queue = try open(path: path, busySeconds: busySeconds)
      try queue.inDatabase { try $0.execute(sql: "PRAGMA query_only = 1") }
      return queue
    case .readOnly, .copy:
      return try open(path: path, busySeconds: busySeconds, readOnly: true)
    case .immutable:
      return try open(path: immutableURI(path), busySeconds: busySeconds, readOnly: true)
    }
  }

  /// Makes a database for this session, that the connection alone can reach.
  ///
  /// SQLite keeps it in a file without a name, and writes there only what its cache has no room for: a
  /// commit costs no call of the system.
  static func temporary() throws -> DatabaseQueue {
    let queue = try open(path: "", busySeconds: 0)
    // Nothing of it outlives the process: what takes a transaction back may lie in memory. A commit goes
    // through all pages that are not written yet, a quarter of the cache at most.
    try queue.inDatabase {
      try $0.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -1024")
    }
    return queue
  }

  /// Opens a connection.
  static func open(path: String, busySeconds: Int, readOnly: Bool = false) throws
    -> DatabaseQueue
  {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .callback { tries in waitWhileBusy(tries, seconds: busySeconds) }
    configuration.prepareDatabase { database in
      if let connection = database.sqliteConnection {
        _ = csqlite_defend(connection)
      }
      try database.execute(
        sql: """
          PRAGMA cache_size = -\(StoreOptions().cacheBytes / 1024);
          PRAGMA foreign_keys = OFF;
          PRAGMA cell_size_check = ON;
          PRAGMA mmap_size = 0;
          """)
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Waits for whoever holds a lock.
  ///
  /// SQLite's own patience grows to 100 ms a try, in which dozens of others' commits go by: with several
  /// processes at a store the locks lay idle most of the time.
  /// - Parameters:
  ///   - tries: How often the lock has been tried for in vain.
  ///   - seconds: The patience.
  /// - Returns: Whether to try again.
  private static func waitWhileBusy(_ tries: Int, seconds: Int) -> Bool {
    guard tries * busyPauseMilliseconds < seconds * 1_000 else { return false }
    poll(nil, 0, Int32(busyPauseMilliseconds))
    return true
  }

  private static func immutableURI(_ path: String) -> String {
    let escaped = path.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
        Array("%\(String(byte, radix: 16))".utf8)
      default:
        [byte]
      }
    }
    return "file:" + String(decoding: escaped, as: UTF8.self) + "?immutable=1"
  }
}

extension StoreOptions.Durability {
  /// SQLite's number for it.
  var level: Int {
    switch self {
    case .off: 0
    case .normal: 1
    case .full: 2
    }
  }
}

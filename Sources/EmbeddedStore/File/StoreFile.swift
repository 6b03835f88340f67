internal import EventSourcing
internal import Foundation
internal import Glibc

/// What lies at a store's path, found out by reading, before SQLite may write beside it.
struct StoreFile {
  /// What lies at the path.
  enum Content: Equatable {
    /// Nothing, or an empty file, or what a loss of power left of one being made: a store still to be made.
    case nothing
    /// A store that this program can read.
    case store
  }

  /// The absolute path, symbolic links followed: SQLite lays the log where they lead, and would take
  /// `file:x` for a URI.
  let path: String

  /// Takes a path, relative to the working folder unless it begins with `/`.
  init(path: String) {
    self.path = Self.resolved(path) ?? Self.resolvedInFolder(path) ?? path
  }

  /// The path of something that is there.
  private static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }

  /// The path of something that is still to be made in a folder that is there.
  private static func resolvedInFolder(_ path: String) -> String? {
    let nameStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = path[..<nameStart]
    return resolved(folder.isEmpty ? "." : String(folder)).map { "\($0)/\(path[nameStart...])" }
  }

  /// Looks at the file's header.
  /// - Throws: `EventStoreError.notAStore`, `.newerSchema`, `.inputOutput`.
  func content() throws -> Content {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw failure("cannot be looked at") }
      return .nothing
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw EventStoreError.notAStore(
        path: path, reason: status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no file")
    }
    guard status.st_size > 0 else { return .nothing }
    let header = try readHeader()
    // The header's layout: <https://www.sqlite.org/fileformat2.html#the_database_header>.
    guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
      if wasBeingMade { return .nothing }
      throw EventStoreError.notAStore(path: path, reason: "it is no SQLite file")
    }
    let version = Self.number(header, at: 60)
    let application = Self.number(header, at: 68)
    guard application == StoreSchema.applicationID else {
      throw EventStoreError.notAStore(path: path, reason: "another program made it")
    }
    guard version <= StoreSchema.version else {
      throw EventStoreError.newerSchema(
        path: path, found: Int(version), supported: Int(StoreSchema.version))
    }
    return .store
  }

  /// How a file that is only to be read can be, leaving nothing beside it.
  enum ReadingMode: Equatable {
    /// Read and write, though nothing is written: SQLite shares memory with writers and cleans up.
    case shared
    /// Read only, where the log and its index lie there already.
    case readOnly
    /// No log lies beside it and none can be made: the file does not change.
    case immutable
    /// A log lies there without its index: both are read from a copy.
    case copy
  }

  /// How the file can be read.
  var readingMode: ReadingMode {
    if mayBeWritten { return .shared }
    let hasLog = access(path + "-wal", F_OK) == 0 && fileSize(path + "-wal") > 0
    guard hasLog else { return .immutable }
    return access(path + "-shm", R_OK) == 0 ? .readOnly : .copy
  }

  /// Whether the folder, the file and its log, as far as they are there, can be written; `errno` says why
  /// not.
  private var mayBeWritten: Bool {
    access(folder, W_OK) == 0
      && ["", "-wal", "-shm"].allSatisfy { access(path + $0, W_OK) == 0 || errno == ENOENT }
  }

  /// Checks that the file, or a file still to be made, can be written and a log laid beside it.
  /// - Throws: `EventStoreError.readOnly`, or `.inputOutput` where there is no folder.
  func checkWritable() throws {
    if mayBeWritten { return }
    guard errno == ENOENT || errno == ENOTDIR else { throw EventStoreError.readOnly(path: path) }
    throw failure("cannot be made")
  }

  /// Copies the file and its log into a private folder.
  func copyWithLog() throws -> URL {
    let copy = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: copy, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      for ending in ["", "-wal"] {
        try FileManager.default.copyItem(
          at: URL(fileURLWithPath: path + ending),
          to: copy.appendingPathComponent("store.db" + ending))
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o600],
          ofItemAtPath: copy.appendingPathComponent("store.db" + ending).path)
      }
      return copy
    } catch {
      try? FileManager.default.removeItem(at: copy)
      throw EventStoreError.inputOutput("\(path) and its log cannot be copied to be read: \(error)")
    }
  }

  private var folder: String {
    String(path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex))
  }

  private func fileSize(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether the journal beside the file says that it is to be empty again: SQLite takes back what it holds.
  ///
  /// The journal's header: <https://www.sqlite.org/fileformat2.html#the_rollback_journal>.
  private var wasBeingMade: Bool {
    let journal = FileHandle(forReadingAtPath: path + "-journal")
    guard let header = try? journal?.read(upToCount: 20).map(Array.init), header.count == 20 else {
      return false
    }
    let magic: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
    return header.starts(with: magic) && Self.number(header, at: 16) == 0
  }

  private func readHeader() throws -> [UInt8] {
    guard let descriptor = KeptDescriptors.take(path, flags: O_RDONLY) else {
      throw failure("cannot be opened")
    }
    defer { KeptDescriptors.give(descriptor) }
    var header = [UInt8](repeating: 0, count: 100)
    let count = pread(descriptor, &header, header.count, 0)
    guard count >= 0 else { throw failure("cannot be read") }
    return Array(header.prefix(count))
  }

  private func failure(_ what: String) -> EventStoreError {
    .inputOutput("\(path) \(what): \(String(cString: strerror(errno)))")
  }

  private static func number(_ bytes: [UInt8], at offset: Int) -> Int32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int32(truncatingIfNeeded: UInt32($1)) }
  }
}

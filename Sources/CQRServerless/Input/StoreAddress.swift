import ArgumentParser
import EmbeddedStore
import EventSourcing
import Foundation

/// Where a store is: a path, `sqlite:PATH`, or a service's address.
struct StoreAddress: ExpressibleByArgument {
  /// The file.
  let path: String
  /// The service's scheme, nil for a file.
  private let service: String?

  init?(argument: String) {
    let services = ["dynamodb://", "postgres://", "postgresql://"]
    service = services.first(where: argument.hasPrefix)
    path = argument.hasPrefix("sqlite:") ? String(argument.dropFirst(7)) : argument
    guard !path.isEmpty else { return nil }
  }

  /// Opens the store.
  /// - Throws: `EventStoreError`, or `CommandFailure` if it is a service.
  func open(_ access: StoreOptions.Access) throws -> SQLiteEventStore {
    try open(StoreOptions(access: access))
  }

  /// Opens the store.
  /// - Throws: `EventStoreError`, or `CommandFailure` if it is a service.
  func open(_ options: StoreOptions) throws -> SQLiteEventStore {
    try checkIsFile()
    return try SQLiteEventStore.open(path, options: options)
  }

  /// Whether a file is there.
  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  /// - Throws: `CommandFailure` if it is a service's address.
  func checkIsFile() throws {
    guard let service else { return }
    throw CommandFailure(
      .unreachable, "\(service) can't be reached: this version opens stores in files alone")
  }
}

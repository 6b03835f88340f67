import EventSourcing
import EventStoreConformance
import VirtualTime

/// A store with one fault, to show that a rule finds it.
struct FaultyStore: EventStore {
  enum Fault: CaseIterable, Sendable {
    case storesPartOfRefusedRequest, forgetsIDs, ignoresExpectedVersion, cutsTypesAtNUL
    case dropsLastOfFullPage, givesCursorOfRequest, mixesUpAnswers, takesForeignCursors
    case ignoresLimit, reversesStream
  }

  let fault: Fault
  private let store = InMemoryEventStore()

  init(_ fault: Fault) {
    self.fault = fault
  }

  var guarantees: Guarantees { store.guarantees }
  var start: Cursor { store.start }

  func append(_ request: AppendRequest) async throws -> AppendReceipt {
    var request = request
    switch fault {
    case .storesPartOfRefusedRequest:
      do {
        return try await store.append(request)
      } catch EventStoreError.rejected(let index, let reason) where index > 0 {
        request.events = Array(request.events[..<index])
        _ = try await store.append(request)
        throw EventStoreError.rejected(index: index, reason)
      }
    case .forgetsIDs:
      for index in request.events.indices { request.events[index].eventID = nil }
    case .ignoresExpectedVersion: request.expected = [:]
    case .cutsTypesAtNUL:
      for index in request.events.indices {
        let type = request.events[index].eventType.bytes
        request.events[index].eventType = try EventType(type.prefix { $0 != 0 })
      }
    case .mixesUpAnswers:
      var receipt = try await store.append(request)
      receipt.entries.reverse()
      return receipt
    default: break
    }
    return try await store.append(request)
  }

  func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) async throws -> EventPage {
    let limit = fault == .ignoresLimit ? 1000 : limit
    return await store.events(of: aggregate, from: version, limit: limit)
  }

  func events(after cursor: Cursor, limit: Int) async throws -> EventPage {
    if fault == .takesForeignCursors, case .shards = cursor { return EventPage(next: start) }
    var page = try await store.events(after: cursor, limit: limit)
    switch fault {
    case .givesCursorOfRequest: page.next = cursor
    case .dropsLastOfFullPage where page.count == limit && limit > 1:
      page = rebuilt(Array(page.dropLast()), like: page)
    case .reversesStream: page = rebuilt(page.reversed(), like: page)
    default: break
    }
    return page
  }

  private func rebuilt(_ events: [RecordedEvent], like page: EventPage) -> EventPage {
    var rebuilt = EventPage(next: page.next, isLast: page.isLast)
    for recorded in events { rebuilt.append(recorded) }
    return rebuilt
  }
}

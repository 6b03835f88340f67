import EmbeddedStore
import EventSourcing
import Foundation
import VirtualTime

/// Makes calls of one writer, one after another, and keeps what it learns of the aggregates.
struct CallWriter {
  /// How many events a read of the global stream asks for.
  static let pageLimit = 50

  private let name: String
  private var random: SeededRandom
  private var number = 0
  /// The versions and the position that it has seen.
  private var versions: [String: Int64] = [:]
  private var position: Int64 = 0

  /// Creates a writer whose calls have names that begin with `name`.
  init(name: String, seed: UInt64) {
    self.name = name
    random = SeededRandom(seed: seed)
  }

  /// Makes a call, and waits for its answer.
  mutating func call(_ store: SQLiteEventStore) async -> Call {
    number += 1
    var call = Call(name: "\(name).\(number)", asked: 0)
    let kind = random.index(below: 20)
    do {
      switch kind {
      case 0:
        call.after = max(0, position - random.number(in: 0...20))
        call.asked = Call.now
        let page = try store.page(afterPosition: call.after, limit: Self.pageLimit)
        call.answer = .page(count: Int64(page.count))
      case 1, 2:
        call.aggregates = [aggregate()]
        let aggregate = try AggregateID(call.aggregates[0])
        call.asked = Call.now
        let page = try store.page(of: aggregate, from: 1, limit: .max)
        call.answer = .version(page.last?.event.aggregateVersion ?? 0)
      default:
        let request = try request(&call)
        call.asked = Call.now
        call.answer = try await append(request, to: store)
      }
    } catch {
      call.answer = .failed("\(error)")
    }
    call.answered = Call.now
    learn(from: call)
    return call
  }

  private mutating func request(_ call: inout Call) throws -> AppendRequest {
    let count = random.happens(Ratio(1, of: 2)) ? 1 : 1 + random.index(below: 5)
    let longest = random.happens(Ratio(1, of: 10)) ? 8_000 : 60
    var events: [NewEvent] = []
    for index in 0..<count {
      let aggregate = aggregate()
      call.aggregates.append(aggregate)
      let label = Label(
        call: call.name, index: index, count: count,
        filling: String(repeating: "x", count: random.index(below: longest)))
      events.append(
        NewEvent(
          aggregateID: try AggregateID(aggregate), eventType: try EventType("CALLED"),
          metadata: try Metadata(json: ArraySlice(try JSONEncoder().encode(label)))))
    }
    var request = AppendRequest(events)
    if random.happens(Ratio(1, of: 2)) {
      let expecting = call.aggregates[0]
      let version = versions[expecting] ?? 0
      call.expected[expecting] = version
      request.expected[try AggregateID(expecting)] = .exactly(version)
    }
    return request
  }

  private func append(
    _ request: AppendRequest, to store: SQLiteEventStore
  ) async throws -> Call.Answer {
    do {
      let entries = try await store.append(request).entries
      return .stored(
        positions: entries.map(\.recorded.position),
        versions: entries.map(\.recorded.event.aggregateVersion))
    } catch EventStoreError.rejected(_, .versionConflict(let aggregate, _, let actual)) {
      return .conflict(aggregate: aggregate.description, version: actual)
    }
  }

  private mutating func learn(from call: Call) {
    switch call.answer {
    case .stored(let positions, let versions):
      position = max(position, positions.last ?? 0)
      for (aggregate, version) in zip(call.aggregates, versions) {
        self.versions[aggregate] = version
      }
    case .conflict(let aggregate, let version): versions[aggregate] = version
    case .version(let version): versions[call.aggregates[0]] = version
    case .page, .failed: break
    }
  }

  private mutating func aggregate() -> String { "a\(random.index(below: 40))" }
}

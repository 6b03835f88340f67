import Architectures
import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// What the explorer shows of one architecture or another.
@Suite struct ArchitectureTests {
  private func explored(
    _ architecture: ArchitectureName, kind: ExplorerSubject.Kind = .demo, movesStream: Bool = true,
    prepare: (inout FixtureStore) -> Void = { _ in }
  ) -> Explored {
    var store = FixtureStore(events: 50, hasWriters: kind == .demo)
    prepare(&store)
    return Explored(
      store, kind: kind, name: "a store", architecture: architecture, movesStream: movesStream)
  }

  @Test(arguments: ArchitectureName.allCases)
  func `shards are shown and can be changed where there are some`(
    architecture: ArchitectureName
  ) {
    let hasShards = architecture == .dynamoDBWithKSUIDs
    var explored = explored(architecture)
    #expect(explored.lines[0].contains(architecture.rawValue))
    #expect(explored.lines[0].contains("shards") == hasShards)
    #expect(explored.text.contains("SHARD") == hasShards)
    explored.press(.character("}"))
    #expect(explored.store.status.settings.shards == (hasShards ? 5 : 4))
    if !hasShards { #expect(explored.message.contains("no index shards")) }
    explored.press(.character("p"))
    #expect(explored.text.contains("index shards") == hasShards)
    for _ in 0..<5 { explored.press(.down) }
    explored.press(.right)
    #expect(explored.store.status.settings.shards == (hasShards ? 5 : 4))
  }

  @Test func `what an architecture has of parts and readers is shown, and no more`() {
    let explored = explored(.dynamoDBTransactions) { store in
      store.status.parts = [
        PartStatus(
          number: 0, name: "counter", backlog: 0, lagMedian: 0, lag99th: 0, passedPerSecond: 31,
          passablePerSecond: nil, refused: 77, isRefusing: true)
      ]
      store.status.readers = [ReaderStatus(strategy: .checkpoint, delivered: 50)]
    }
    #expect(explored.text.contains("counter ▲"))
    #expect(explored.text.contains("checkpoint"))
    #expect(!explored.text.contains("overlap") && !explored.text.contains("safe-horizon"))
  }

  @Test(arguments: [false, true])
  func `what was refused is alarming while parts refuse, and a figure afterwards`(
    isRefusing: Bool
  ) throws {
    let explored = explored(.dynamoDBTransactions) { store in
      store.status.refused = 1_077
      store.status.parts = [
        PartStatus(number: 0, name: "counter", refused: 1_077, isRefusing: isRefusing)
      ]
    }
    #expect(explored.text.contains("▲") == isRefusing)
    let row = try #require(explored.lines.firstIndex { $0.contains("refused: 1,077") })
    let isAlarming = (76..<118).contains {
      explored.frame.grid[row: row, column: $0].style.role == .bad
    }
    #expect(isAlarming == isRefusing)
  }

  @Test func `a store's index shards can be changed by the explorer that moves its stream`() {
    var moving = explored(.dynamoDBWithKSUIDs, kind: .store)
    moving.press(.character("}"))
    #expect(moving.store.status.settings.shards == 5)
    #expect(moving.message.contains("5 index shards for new events"))
    for kind in [ExplorerSubject.Kind.store, .readOnly] {
      var reading = explored(.dynamoDBWithKSUIDs, kind: kind, movesStream: false)
      reading.press(.character("}"))
      #expect(reading.store.status.settings.shards == 4)
      #expect(reading.message.contains(kind == .store ? "that moves the stream" : "only looked at"))
    }
  }

  @Test(arguments: [ExplorerSubject.Kind.store, .readOnly])
  func `an explorer that only reads the stream says so`(kind: ExplorerSubject.Kind) {
    let explored = explored(.auroraServerless, kind: kind, movesStream: false) { store in
      store.status.parts = []
      store.status.readers = []
    }
    #expect(explored.lines[0].contains("stream read alone"))
    let words = kind == .store ? "another explorer moves the stream" : "an explorer has left it"
    #expect(explored.message.contains(words))
    #expect(explored.text.contains("READ HERE, NOT MOVED"))
  }

  @Test func `one of something is told of as one, and thousands are set apart`() {
    var store = FixtureStore(events: 1)
    store.status.settings.shards = 1
    store.status.settings.clockSkewMilliseconds = 10_000
    let moved = Explored(store)
    #expect(moved.text.contains("×1 shard  skew 10,000 ms"), "\(moved.text)")
    #expect(moved.text.contains("1 event  1 aggregate\n"), "\(moved.text)")
    store.status.events = 2
    let read = Explored(store, movesStream: false)
    #expect(read.text.contains("1 event is in it"), "\(read.text)")
    #expect(read.text.contains("1 is stored and not in it yet"), "\(read.text)")
  }

  @Test func `an explorer that only read the stream moves it when the other has ended`() {
    var explored = explored(.dynamoDBWithKSUIDs, kind: .store, movesStream: false)
    explored.press(.character("3"), .character("f"))
    explored.type("type:money")
    explored.press(.enter)
    explored.press(.character("1"))
    #expect(explored.lines[0].contains("stream read alone"))
    explored.store.serve(explored.state.moveStream(status: explored.store.status), &explored.state)
    #expect(explored.message.contains("this one moves it now"))
    #expect(!explored.lines[0].contains("stream read alone"))
    explored.press(.character("3"))
    #expect(explored.text.contains(" type:money "))
    #expect(explored.text.contains("MONEY_"))
  }
}

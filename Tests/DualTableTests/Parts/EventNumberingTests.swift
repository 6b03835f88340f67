import Architectures
import EventSourcing
import Testing
import VirtualTime

@Suite struct EventNumberingTests {
  private func numbering(lastNumber: Int64 = 0) -> EventNumbering {
    EventNumbering(
      partition: 3, sources: 2, lastNumber: lastNumber, TransactionParameters(), seed: 1,
      .dualTableLambda)
  }

  @Test func `numbers are dense, and what comes again is passed over`() {
    var numbering = numbering(lastNumber: 7)
    var numbers: [Int64?] = []
    for (position, source) in [(1, 0), (2, 1), (5, 0), (1, 0), (5, 0), (3, 1), (2, 1), (6, 0)] {
      let entry = numbering.number(.made(Int64(position)), from: source, at: .milliseconds(5))
      if let entry {
        #expect(entry.partition == 3 && entry.position == position)
        #expect(entry.visibleAt == .milliseconds(5))
      }
      numbers.append(entry?.key.number)
    }
    #expect(numbers == [8, 9, 10, nil, nil, 11, nil, 12])
    #expect(numbering.mark(ofSource: 0) == 6 && numbering.mark(ofSource: 1) == 3)
    #expect(numbering.lastNumber == 12 && numbering.numberedEvents == 5)
    #expect(numbering.violations == [])
  }

  @Test func `a transaction costs twice what it writes: the events, the counter and the mark`() {
    var numbering = numbering()
    for (place, bytes) in [400, 1024, 1025].enumerated() {
      _ = numbering.number(.made(Int64(place + 1), bytes: bytes), from: 0, at: .simulationStart)
    }
    numbering.release()
    #expect(numbering.writeUnits == 2 * (1 + 1 + 2 + 1 + 1))
  }

  @Test func `a transaction waits until the table has its units`() {
    var table = TableParameters()
    table.partitions = 1
    table.unitsPerSecond = 10
    var capacity = WriteCapacity(table, start: .simulationStart)
    var numbering = numbering()
    func wait(_ events: Int, at milliseconds: Int64) -> Int64? {
      let writes = (1...events).map { StreamWrite.made(Int64($0)) }
      let now = Instant.milliseconds(milliseconds)
      guard case .waiting(let end) = numbering.begin(writes, at: now, &capacity) else { return nil }
      return (end - .simulationStart) / 1000
    }
    // Three events are ten units, the table's for a second; eight are twenty, which it never holds at once.
    #expect(wait(3, at: 0) == nil)
    #expect(wait(1, at: 0) == 600)
    #expect(wait(3, at: 200) == 1000)
    #expect(wait(8, at: 1000) == nil)
    #expect(wait(1, at: 1000) == 2600)
  }

  @Test func `readers see it when its items are released, and items above five make it longer`() {
    func mean(events: Int) -> Int64 {
      var numbering = numbering()
      var sum: Int64 = 0
      let writes = (1...events).map { StreamWrite.made(Int64($0)) }
      for _ in 0..<1000 {
        var capacity = WriteCapacity(TableParameters(), start: .simulationStart)
        guard
          case .begun(let schedule) = numbering.begin(writes, at: .simulationStart, &capacity)
        else { continue }
        let latency = schedule.answer - .simulationStart
        #expect(schedule.commit - .simulationStart == latency * 90 / 100)
        sum += latency
      }
      return sum / 1000
    }
    let least = mean(events: 1)
    #expect((27_000...29_500).contains(least))
    #expect(mean(events: 3) == least)
    #expect(mean(events: 50) == least + 47 * 340)
  }
}

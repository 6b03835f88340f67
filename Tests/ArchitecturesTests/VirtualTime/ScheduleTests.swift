import Testing
import VirtualTime

@Suite struct ScheduleTests {
  @Test func `the earliest comes first, and at one instant what was scheduled first`() {
    var schedule = Schedule<String>()
    let second = Instant(microseconds: 2)
    schedule.insert("b", at: second)
    schedule.insert("c", at: second)
    schedule.insert("a", at: Instant(microseconds: 1))
    schedule.insert("d", at: second)
    #expect(schedule.nextInstant == Instant(microseconds: 1))
    var taken: [String] = []
    while let (_, element) = schedule.popFirst(through: second) { taken.append(element) }
    #expect(taken == ["a", "b", "c", "d"])
  }

  @Test func `what is due later stays`() {
    var schedule = Schedule<Int>()
    schedule.insert(1, at: Instant(microseconds: 10))
    let early = schedule.popFirst(through: Instant(microseconds: 9))
    #expect(early == nil && schedule.count == 1)
    let due = schedule.popFirst(through: Instant(microseconds: 10))
    #expect(due?.element == 1)
    #expect(schedule.isEmpty && schedule.nextInstant == nil)
  }
}

import Testing

@testable import EventExplorer

/// A list of which a window is held.
@Suite struct WindowedListTests {
  @Test func `a page of nothing leads nowhere`() {
    var list = WindowedList<AggregateRow>()
    list.setHeight(10)
    list.move(.pages(1))
    #expect(list.visible.isEmpty)
    #expect(list.top == 0)
  }
}

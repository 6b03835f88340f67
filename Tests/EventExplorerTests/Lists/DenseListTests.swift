import Testing

@testable import EventExplorer

/// A list of numbered rows of which a window is held.
@Suite struct DenseListTests {
  /// A list at a row, and a store that gives no more than so many rows at a time.
  private func requests(
    toShow row: Int64, of count: Int64, height: Int, atMost longest: Int
  ) -> (list: DenseList<Int64>, requests: Int) {
    var list = DenseList<Int64>(isFollowing: false)
    list.setHeight(height)
    list.setCount(count)
    list.moveTo(row)
    var asked = 0
    while asked < 1_000, let (first, count) = list.nextRequest() {
      asked += 1
      list.receive(first: first, (0..<Int64(min(count, longest))).map { first + $0 })
    }
    return (list, asked)
  }

  @Test(arguments: [(1, 1), (4, 1), (20, 1), (20, 9), (20, 11), (98, 3)])
  func `answers shorter than asked are put together`(height: Int, longest: Int) {
    for row: Int64 in [1, 2, 50, 499, 500] {
      let (list, asked) = requests(toShow: row, of: 500, height: height, atMost: longest)
      #expect(list.selectedRow == row)
      #expect(!list.isLoading)
      #expect(asked <= 3 * height + 2)
    }
  }

  @Test func `rows that a store says there are and does not have are asked for once`() {
    var list = DenseList<Int64>(isFollowing: true)
    list.setHeight(20)
    list.setCount(100)
    var asked = 0
    while asked < 1_000, let (first, count) = list.nextRequest() {
      asked += 1
      list.receive(first: first, (first..<first + Int64(count)).filter { $0 <= 60 })
    }
    #expect(asked <= 2)
    list.setCount(101)
    #expect(list.nextRequest() != nil)
  }
}

import Testing

@testable import EventExplorer

@Suite struct ColumnLayoutTests {
  private let columns = [
    ColumnLayout.Column(title: "A", width: 10, rank: 1),
    ColumnLayout.Column(title: "B", width: 5, rank: 3),
    ColumnLayout.Column(title: "C", width: 4, rank: 2, isFlexible: true),
  ]

  private func fit(_ width: Int) -> [[Int]] {
    ColumnLayout.fit(columns, into: width).map { [$0.index, $0.x, $0.width] }
  }

  @Test func `a column goes as a whole, the lowest rank first`() {
    #expect(fit(21) == [[0, 0, 10], [1, 11, 5], [2, 17, 4]])
    #expect(fit(20) == [[1, 0, 5], [2, 6, 14]])
    #expect(fit(9) == [[1, 0, 5]])
    #expect(fit(3) == [[1, 0, 3]])
    #expect(fit(0) == [[1, 0, 0]])
  }

  @Test func `a flexible column is narrower rather than gone, while it says something`() {
    let columns = [
      ColumnLayout.Column(title: "V", width: 6, rank: 2, alignsRight: true),
      ColumnLayout.Column(title: "TYPE", width: 17, rank: 1, isFlexible: true),
    ]
    let widths = [24, 19, 15, 14].map { ColumnLayout.fit(columns, into: $0).map(\.width) }
    #expect(widths == [[6, 17], [6, 12], [6, 8], [6]])
  }
}

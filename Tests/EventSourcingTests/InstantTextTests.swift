import Testing
import VirtualTime

@Suite struct InstantTextTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"),
      (-1, "1969-12-31T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (951_868_800, "2000-03-01T00:00:00Z"),
      (4_107_456_000, "2100-02-28T00:00:00Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"),
      (1_507_608_047, "2017-10-10T04:00:47Z"),
      (1_767_225_600, "2026-01-01T00:00:00Z"),
      (1_735_689_599, "2024-12-31T23:59:59Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
      (253_402_300_800, "+010000-01-01T00:00:00Z"),
      (-62_167_219_200, "0000-01-01T00:00:00Z"),
      (-62_167_219_201, "-000001-12-31T23:59:59Z"),
    ] as [(Int64, String)])
  func `seconds read as ISO 8601 in UTC`(seconds: Int64, text: String) {
    #expect(Instant(microseconds: seconds * 1_000_000).description == text)
  }

  @Test func `milliseconds are rounded down, before 1970 too`() {
    #expect(
      Instant(microseconds: 1_767_225_600_123_999).millisecondText == "2026-01-01T00:00:00.123Z")
    #expect(Instant(microseconds: -1).millisecondText == "1969-12-31T23:59:59.999Z")
    #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59Z")
  }

  @Test func `the ends of the range have a text`() {
    #expect(Instant(microseconds: .max).description == "+294247-01-10T04:00:54Z")
    #expect(Instant(microseconds: .min).description == "-290308-12-21T19:59:05Z")
  }

  @Test func `days follow each other through 800 years`() {
    var year = 1600
    var month = 1
    var day = 1
    for index in 0..<292_194 {
      let seconds = Int64(index - 135_140) * 86_400
      let text = Instant(microseconds: seconds * 1_000_000).description
      let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
      #expect(parts == [year, month, day])
      day += 1
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      if day > lengths[month - 1] { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }
}

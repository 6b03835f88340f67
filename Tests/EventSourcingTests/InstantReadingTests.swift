import Testing
import VirtualTime

@Suite struct InstantReadingTests {
  @Test(arguments: [
    "0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2000-02-29T12:30:01Z",
    "2026-11-26T18:04:17Z", "9999-12-31T23:59:59Z",
  ]) func `a time is read as it is written`(text: String) {
    #expect(Instant(text)?.description == text)
  }

  @Test func `parts may be left out from the end, fractions be added`() {
    #expect(Instant("2026-11-26")?.description == "2026-11-26T00:00:00Z")
    #expect(Instant("2026-11-26 18:04")?.description == "2026-11-26T18:04:00Z")
    #expect(Instant("2026-11-26T18:04:17.93")?.millisecondText == "2026-11-26T18:04:17.930Z")
    #expect(Instant.microsecondsOfDay("00:00:01.0000019") == 1_000_001)
  }

  @Test(arguments: [
    "", "2026-13-01", "2026-02-29", "2026-11-31", "26-11-01", "2026-11-26T24:00", "2026-11-26T1:00",
    "2026-11-26T18:04:60", "2026-11-26T18:04:17.", "2026-1١-26", "2026-11-26 18:04:17.x",
  ]) func `what is no time is not read`(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test func `every day of four centuries is read back`() {
    for day in stride(from: Int64(-80_000), through: 80_000, by: 37) {
      let instant = Instant(microseconds: day * 86_400_000_000)
      #expect(Instant(instant.description) == instant)
    }
  }
}

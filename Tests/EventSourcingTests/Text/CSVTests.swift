import EventSourcing
import Testing

@Suite struct CSVTests {
  private func appended(_ text: String) -> String {
    var bytes: [UInt8] = []
    CSV.append(text: Array(text.utf8), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("=1+2", "'=1+2"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-2+3", "'-2+3"),
    ("@SUM(A1,A2)", "\"'@SUM(A1,A2)\""), ("\t=1", "'\t=1"), ("＝1", "'＝1"), ("\n=1", "\"'\n=1\""),
    ("\r=1", "\"'\r=1\""),
  ])
  func `a text that a spreadsheet would run is no formula any more`(text: String, value: String) {
    #expect(appended(text) == value)
  }

  @Test(arguments: ["", "account-1", "-5", "+49", "-1.5e3", "a=1", "it's"])
  func `any other text stays as it is`(text: String) {
    #expect(appended(text) == text)
  }

  @Test func `commas, quotation marks and line ends stand in quotation marks`() {
    #expect(
      CSV.line(["a,b", "say \"x\"", "two\nlines", "plain"])
        == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",plain\n")
  }
}

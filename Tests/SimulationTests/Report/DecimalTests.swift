@testable import Simulation
import Testing

@Suite struct DecimalTests {
  @Test func `numbers are written by whole-number division`() {
    #expect(Decimal.thousandths(1_500) == "1.500")
    #expect(Decimal.thousandths(-7) == "-0.007")
    #expect(Decimal.thousandths(.max) == "9223372036854775.807")
    #expect(Decimal.thousandths(.min) == "-9223372036854775.808")
    #expect(Decimal.tenThousandths(12_534) == "1.2534")
    #expect(Decimal.short(thousandths: 60_000) == "60")
    #expect(Decimal.short(thousandths: 60_500) == "60.5")
    #expect(Decimal.short(100, digits: 0) == "100")
    #expect(Decimal.rate(10, inMicroseconds: 3_000_000) == "3.333")
    #expect(Decimal.rate(10, inMicroseconds: 0) == "0.000")
    #expect(Decimal.rate(.max, inMicroseconds: 1) == "9223372036854775.807")
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (85_886, "85,886")])
  func `thousands are set apart`(number: Int64, text: String) {
    #expect(Decimal.grouped(number) == text)
    #expect(number == 0 || Decimal.grouped(-number) == "-" + text)
  }

  @Test func `what is written is read again`() {
    for number: Int128 in [0, 1, 999, 1_000, 1_001, 123_456_789, -1, -1_500] {
      #expect(Decimal.read(Decimal.text(number, digits: 3), digits: 3) == number)
      #expect(Decimal.read(Decimal.short(number, digits: 3), digits: 3) == number)
    }
    #expect(Decimal.read(".5", digits: 3) == 500)
    #expect(Decimal.read("007", digits: 0) == 7)
    #expect(Decimal.read("1.50000", digits: 1) == 15)
    #expect(Decimal.read(String(repeating: "9", count: 60), digits: 3) == .max)
  }

  @Test(
    arguments: [
      "", "-", ".", "1.", "-.", "1.2.3", "1e9", "NaN", "inf", "0x10", "1,000", "1_000", " 1", "+1",
      "--1", "1.0001", "١",
    ])
  func `what is no number is none`(text: String) {
    #expect(Decimal.read(text, digits: 3) == nil)
  }
}

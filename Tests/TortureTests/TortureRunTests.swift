import Foundation
import Testing

/// The built program, for as long as a test has.
struct TortureRunTests {
  @Test func `processes that are killed lose nothing`() throws {
    let outcome = try run("crash", "--kills", "20")
    #expect(outcome.status == 0, "\(outcome.printed)")
    #expect(outcome.printed.contains("none lost, none twice, none by half"))
  }

  @Test func `a store that does not flush is found out`() throws {
    let outcome = try run("crash", "--kills", "500", "--durability", "off")
    #expect(outcome.status == 1, "\(outcome.printed)")
    #expect(outcome.printed.contains("and is not there"), "\(outcome.printed)")
    // The store is left to be looked at.
    let place = try #require(outcome.printed.firstMatch(of: /store (.*)\/store.db:/))
    #expect(FileManager.default.fileExists(atPath: String(place.1)))
    try FileManager.default.removeItem(atPath: String(place.1))
  }

  @Test func `what several processes were told fits one order`() throws {
    let outcome = try run("history", "--processes", "3", "--calls", "40")
    #expect(outcome.status == 0, "\(outcome.printed)")
    #expect(outcome.printed.contains("960 calls of 3 processes"))
  }

  private func run(_ arguments: String...) throws -> (status: Int32, printed: String) {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
    let process = Process()
    process.executableURL = tests.deletingLastPathComponent().appendingPathComponent("cqrs-torture")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: printed, as: UTF8.self))
  }
}

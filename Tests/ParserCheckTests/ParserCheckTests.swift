import Foundation
import ParserChecks
import Testing

/// Every input that the fuzzer kept, and every one that once was a fault.
struct ParserCheckTests {
  @Test(arguments: ParserCheck.allCases)
  func `a parser keeps its rules on its corpus`(_ check: ParserCheck) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Corpus").appendingPathComponent(check.rawValue)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        try check.run(Array(Data(contentsOf: file)))
      }
    }
  }
}

import Foundation
import ParserChecks

/// The parser that the environment names; libFuzzer's own options stand on the command line.
private let check: ParserCheck = {
  let name = ProcessInfo.processInfo.environment["CQRS_FUZZ_PARSER"] ?? ""
  guard let check = ParserCheck(rawValue: name) else {
    let names = ParserCheck.allCases.map(\.rawValue).joined(separator: ", ")
    print("CQRS_FUZZ_PARSER is to be one of \(names)")
    exit(64)
  }
  return check
}()

/// What libFuzzer calls (<https://llvm.org/docs/LibFuzzer.html>): a rule that is broken is a crash to it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  do {
    try check.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  } catch {
    print(error)
    abort()
  }
  return 0
}

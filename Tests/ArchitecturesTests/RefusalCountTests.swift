import Architectures
import Testing

@Suite struct RefusalCountTests {
  /// Refusals of one append with a limit of 3, and after how many of them it has failed.
  @Test(
    arguments: [
      ("tt", nil), ("ttt", 3), ("ttcct", 5), ("tctct", 5), ("ccc", nil), ("cccc", 4),
      ("ctctcc", 6), ("taa", 3), ("xta", 3),
    ] as [(String, Int?)])
  func `each limit is over the whole append`(refusals: String, failsAfter: Int?) {
    var count = RefusalCount()
    var failed: Int?
    for (place, letter) in refusals.enumerated() {
      let refusal: Refusal =
        switch letter {
        case "c": .versionConflict
        case "x": .transactionConflict
        case "a": .aborted
        default: .staleHead
        }
      if !count.mayGoOn(after: refusal, limit: 3), failed == nil { failed = place + 1 }
    }
    #expect(failed == failsAfter)
  }
}

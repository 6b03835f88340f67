import Foundation
import Testing

/// Two explorers on one store: one moves its stream, the other waits to.
@Suite(.serialized) struct StreamSuccessionTests {
  @Test func `when the explorer that moves the stream ends, the other moves it on`() throws {
    let place = try Workplace()
    let first = try place.terminal("cqrs explore s.db --architecture dynamodb-ksuid; echo ended $?")
    try first.wait(for: "no events yet")
    let second = try place.terminal("cqrs explore s.db; echo ended $?")
    try second.wait(for: "stream read alone")
    try first.press("q")
    try first.wait(for: "ended 0")
    try second.wait(for: "this one moves it now")
    _ = try place.start(["append", "s.db", "account-1", "NOTE"]).outcome()
    // Moved on by the second alone, the index shows it.
    try second.wait(for: "NOTE")
    try second.press("q")
    try second.wait(for: "ended 0")
    let shown = try place.start(["all", "s.db"]).outcome().output
    #expect(shown.contains("NOTE"))
  }
}

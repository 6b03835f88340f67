import Foundation
import Testing

/// Two explorers on one store: one moves its stream, the other waits to.
@Suite(.serialized) struct StreamSuccessionTests {
  @Test func `when the explorer that moves the stream ends, the other moves it on`() throws {
    let place = try Workplace()
    #expect(try place.run("append", "s.db", "account-1", "OPENED").code == 0)
    let first = try place.terminal("cqrs explore s.db --architecture dynamodb-ksuid; echo ended $?")
    try first.wait(for: "OPENED")
    let second = try place.terminal("cqrs explore s.db; echo ended $?")
    try second.wait(for: "stream read alone")
    try first.press("q")
    try first.wait(for: "ended 0")
    try second.wait(for: "this one moves it now")
    #expect(try place.run("append", "s.db", "account-1", "NOTE").code == 0)
    // Moved on by the second alone, the index shows it.
    try second.wait(for: "NOTE")
    try second.press("q")
    try second.wait(for: "ended 0")
    #expect(try place.run("all", "s.db").output.contains("NOTE"))
  }
}

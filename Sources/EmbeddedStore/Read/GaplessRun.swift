internal import EventSourcing

/// Numbers that follow one another without a gap, as positions do and an aggregate's versions: where one
/// is missing, the file has lost an event.
struct GaplessRun {
  /// The number that came last.
  private(set) var last: Int64
  /// What is numbered, in words.
  let name: String

  init(after last: Int64, of name: String) {
    self.last = last
    self.name = name
  }

  /// Takes the next number.
  /// - Throws: `EventStoreError.damaged` if it is another one.
  mutating func take(_ number: Int64) throws {
    guard number == last + 1 else { throw gap }
    last = number
  }

  /// Compares the end with what is known from elsewhere to be the last.
  /// - Throws: `EventStoreError.damaged` if the run ends before.
  func checkEnd(_ known: Int64) throws {
    guard known <= last else { throw gap }
  }

  /// What is said of the number that is missing.
  var gap: EventStoreError { .damaged("\(name) \(last + 1) is missing") }
}

/// A number of things, in words: `1 event`, `2 events`.
package struct Counted: CustomStringConvertible {
  private let number: Int64
  private let noun: String

  /// Counts so many of what a noun names in the singular.
  package init(_ number: some BinaryInteger, _ noun: String) {
    self.number = Int64(clamping: number)
    self.noun = noun
  }

  /// The number and the noun, with an `s` unless there is one.
  package var description: String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

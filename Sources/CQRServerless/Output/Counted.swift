/// A number of things, in words: `1 event`, `2 events`.
struct Counted: CustomStringConvertible {
  private let number: Int64
  private let noun: String

  init(_ number: some BinaryInteger, _ noun: String) {
    self.number = Int64(clamping: number)
    self.noun = noun
  }

  var description: String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}

/// Something that the explorer must never do.
struct FuzzFlaw: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

import ArgumentParser

/// The most that is wanted of something.
struct Limit: ExpressibleByArgument {
  /// The number, from 0.
  let count: Int

  init?(argument: String) {
    guard let count = Int(argument), count >= 0 else { return nil }
    self.count = count
  }

  /// No limit.
  static let none = Limit(count: .max)

  private init(count: Int) {
    self.count = count
  }

  /// Written as it is given.
  var defaultValueDescription: String { count == .max ? "all" : String(count) }
}

import Foundation

/// The seed of a random test: drawn, or the one that CQRS_SEED gives to replay a failure.
enum TestSeed {
  static var value: UInt64 {
    ProcessInfo.processInfo.environment["CQRS_SEED"].flatMap { UInt64($0) }
      ?? .random(in: 0 ... .max)
  }
}

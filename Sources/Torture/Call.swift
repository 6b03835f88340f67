import Foundation
import Glibc

/// What was asked of a store, what it answered, and when.
struct Call: Codable, Equatable {
  /// What the store answered.
  enum Answer: Codable, Equatable {
    /// The events are stored, at these positions and with these versions.
    case stored(positions: [Int64], versions: [Int64])
    /// Somebody else was first: the aggregate stands at this version.
    case conflict(aggregate: String, version: Int64)
    /// The aggregate ends with this version.
    case version(Int64)
    /// So many events stand after a position.
    case page(count: Int64)
    /// Something went wrong.
    case failed(String)
  }

  /// Its name, unique in the run: every event that it stores bears it.
  var name: String
  /// The aggregate of each event that is to be stored, or the one that is read; empty: the global stream is.
  var aggregates: [String] = []
  /// The versions that aggregates were expected to stand at.
  var expected: [String: Int64] = [:]
  /// The position after which the global stream is read.
  var after: Int64 = 0
  /// When it was asked, in nanoseconds of a clock that all processes share.
  var asked: Int64
  /// When the answer was there.
  var answered: Int64 = 0
  /// The answer.
  var answer: Answer = .failed("no answer yet")

  /// The time now, in nanoseconds of a clock that all processes of a machine share.
  static var now: Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
  }
}

/// What an event says of the call that it belongs to.
struct Label: Codable, Equatable {
  /// The call's name.
  var call: String
  /// Its place among the call's events, from 0.
  var index: Int
  /// How many they are.
  var count: Int
  /// Bytes that only take room.
  var filling = ""
}

internal import Glibc

/// The system's chance, drawn for many ids at a time.
struct RandomWords: RandomNumberGenerator {
  /// What the system gives in one call, 256 bytes.
  private static let mostAtOnce = 32

  private var drawn: [UInt64] = []
  private var wanted: Int

  /// Creates a source of so many words; beyond them they are drawn one at a time.
  init(count: Int) {
    wanted = count
  }

  mutating func next() -> UInt64 {
    if drawn.isEmpty { draw(min(max(wanted, 1), Self.mostAtOnce)) }
    return drawn.removeLast()
  }

  private mutating func draw(_ count: Int) {
    wanted -= count
    drawn = [UInt64](unsafeUninitializedCapacity: count) { words, filled in
      let failure = getentropy(words.baseAddress, count * MemoryLayout<UInt64>.size)
      precondition(failure == 0, "the system has no chance to give: error \(errno)")
      filled = count
    }
  }
}

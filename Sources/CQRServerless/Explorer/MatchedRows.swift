/// Rows of the stream that a filter lets through: a bit a row, so that ten millions take little more than
/// a megabyte, and the n-th is found without counting all before it.
struct MatchedRows {
  private var words: [UInt64] = []
  /// How many there are before each block of words.
  private var before: [Int64] = []
  /// How many there are.
  private(set) var count: Int64 = 0

  private static let wordsOfBlock = 64

  /// Takes a row, greater than all before it.
  mutating func append(_ row: Int64) {
    let word = Int(row / 64)
    while words.count <= word {
      if words.count.isMultiple(of: Self.wordsOfBlock) { before.append(count) }
      words.append(0)
    }
    words[word] |= 1 << UInt64(row % 64)
    count += 1
  }

  /// Whether a row is one of them.
  func contains(_ row: Int64) -> Bool {
    let word = Int(row / 64)
    return row >= 0 && word < words.count && words[word] & 1 << UInt64(row % 64) != 0
  }

  /// How many there are up to a row.
  func count(through row: Int64) -> Int64 {
    let word = Int(row / 64)
    guard row >= 0, word < words.count else { return row < 0 ? 0 : count }
    let block = word / Self.wordsOfBlock
    var found = before[block]
    for index in block * Self.wordsOfBlock..<word { found += Int64(words[index].nonzeroBitCount) }
    let bit = UInt64(row % 64)
    let mask = bit == 63 ? UInt64.max : (1 << (bit + 1)) - 1
    return found + Int64((words[word] & mask).nonzeroBitCount)
  }

  /// The rows from a number on, from 1; at most `limit`.
  func rows(from number: Int64, limit: Int) -> [Int64] {
    guard number >= 1, number <= count, limit > 0 else { return [] }
    // The last block with fewer than `number` before it.
    var (low, high) = (0, before.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if before[middle] < number { low = middle } else { high = middle - 1 }
    }
    var left = number - before[low] - 1
    var rows: [Int64] = []
    for index in low * Self.wordsOfBlock..<words.count {
      var word = words[index]
      let bits = Int64(word.nonzeroBitCount)
      if left >= bits {
        left -= bits
        continue
      }
      while word != 0 {
        let bit = word.trailingZeroBitCount
        word &= word - 1
        if left > 0 {
          left -= 1
          continue
        }
        rows.append(Int64(index * 64 + bit))
        if rows.count == limit { return rows }
      }
    }
    return rows
  }
}

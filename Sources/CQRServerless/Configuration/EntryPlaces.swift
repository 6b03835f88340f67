import TOMLKit

/// On which line of a TOML file an entry stands.
///
/// The library tells the lines of what it can't read, not of what it has read. It is asked again: an entry ends
/// with the first line up to which the file holds it, and begins after the last line before up to which the
/// file can be read. So it alone says what is an entry, quoted and dotted names and values of several lines
/// included.
struct EntryPlaces {
  private let text: String
  /// Where each line ends in the text.
  private let ends: [String.Index]

  init(_ text: String) {
    self.text = text
    var ends = text.utf8.indices.filter { text.utf8[$0] == UInt8(ascii: "\n") }
      .map { text.utf8.index(after: $0) }
    if ends.last != text.endIndex { ends.append(text.endIndex) }
    self.ends = ends
  }

  /// Finds an entry of a file that can be read.
  /// - Parameter path: The names of the tables that it is in, and its own.
  /// - Returns: The line on which it begins, from 1.
  func line(of path: [String]) -> Int {
    var (without, with) = (0, ends.count)
    while with - without > 1 {
      let middle = (without + with) / 2
      // Within a value of several lines the file can't be read: the nearest line where it can will do.
      let candidates = Array(middle..<with) + (without + 1..<middle).reversed()
      guard let (line, isThere) = candidates.lazy.compactMap({ look($0, path) }).first else {
        break
      }
      if isThere { with = line } else { without = line }
    }
    return without + 1
  }

  /// Whether the file up to a line has an entry; nil if that can't be read.
  private func look(_ line: Int, _ path: [String]) -> (line: Int, isThere: Bool)? {
    guard let root = try? TOMLTable(string: String(text[..<ends[line - 1]])) else { return nil }
    var table: TOMLTable? = root
    for name in path.dropLast() { table = table?[name]?.table }
    guard let table, let name = path.last else { return (line, false) }
    return (line, table.contains(key: name))
  }
}

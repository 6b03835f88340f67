import EventSourcing
import Testing

@Suite struct LineSplitterTests {
  private func split(_ text: [UInt8], chunk: Int) throws -> [String] {
    var splitter = LineSplitter()
    var lines: [String] = []
    let body = { (line: UnsafeRawBufferPointer, number: Int) in
      lines.append("\(number):" + String(decoding: line, as: UTF8.self))
    }
    var start = 0
    while start < text.count {
      let end = min(text.count, start + chunk)
      try text[start..<end].withUnsafeBytes { try splitter.split($0, body: body) }
      start = end
    }
    try splitter.finish(body: body)
    return lines
  }

  @Test(arguments: [
    ("", []),
    ("\n", []),
    ("a", ["1:a"]),
    ("a\n", ["1:a"]),
    ("a\r\nb\r\n", ["1:a", "2:b"]),
    ("a\n\n \t\r\n\r\nb\nc\r", ["1:a", "5:b", "6:c"]),
    ("a\rb\n", ["1:a\rb"]),
    ("\r\r\n x \n", ["2: x "]),
  ])
  func `lines end with LF or CR LF however the chunks fall`(
    text: String, lines: [String]
  ) throws {
    for chunk in 1...text.utf8.count + 1 {
      #expect(try split(Array(text.utf8), chunk: chunk) == lines, "chunks of \(chunk)")
    }
  }

  @Test func `a stream without a line feed is refused before it fills the memory`() throws {
    var splitter = LineSplitter()
    let chunk = [UInt8](repeating: 0x20, count: 1 << 20)
    let chunks = EventLine.longest / chunk.count
    try "\n\n".utf8CString.dropLast().withUnsafeBytes { try splitter.split($0) { _, _ in } }
    for _ in 0..<chunks { try chunk.withUnsafeBytes { try splitter.split($0) { _, _ in } } }
    #expect(throws: LineSplitter.Overlong(line: 3)) {
      try chunk.withUnsafeBytes { try splitter.split($0) { _, _ in } }
    }
    #expect(throws: InvalidEventLine.tooLong(longest: 16_777_216)) {
      try EventLine.read([UInt8](repeating: 0x20, count: EventLine.longest + 1))
    }
  }
}

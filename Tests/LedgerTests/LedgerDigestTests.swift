import Ledger
import Testing

@Suite struct LedgerDigestTests {
  private static let root = "ab12" + String(repeating: "0f", count: 30)

  @Test(arguments: [0, 1, 19_455, .max] as [Int64])
  func `a digest's word is read as it was written`(size: Int64) throws {
    let word = "\(size):\(Self.root)"
    let digest = try LedgerDigest(word)
    #expect(digest.size == size)
    #expect(digest.root.description == Self.root)
    #expect(digest.description == word)
  }

  private static let refused: [(String, InvalidDigest)] = [
    ("", .noColon), ("19455", .noColon), (root, .noColon),
    (":\(root)", .size), ("-1:\(root)", .size), ("+1:\(root)", .size), ("01:\(root)", .size),
    (" 1:\(root)", .size), ("1.0:\(root)", .size), ("٣:\(root)", .size), ("1e3:\(root)", .size),
    ("9223372036854775808:\(root)", .size),
    ("5:", .root(.length(0))), ("5:\(root.dropLast())", .root(.length(63))),
    ("5:\(root)0", .root(.length(65))), ("5:\(root)\n", .root(.length(65))),
    ("5:A\(root.dropFirst())", .root(.character("A", place: 1))),
    ("5:\(root.dropLast())g", .root(.character("g", place: 64))),
    ("5: \(root)", .root(.character(" ", place: 1))),
    ("5:\(root.dropLast())\u{E9}", .root(.character("\u{E9}", place: 64))),
    ("5::\(root)", .root(.character(":", place: 1))),
    ("5:\u{1B}\(root.dropFirst())", .root(.character("\u{1B}", place: 1))),
  ]

  @Test(arguments: refused)
  func `any other text is refused, with what is wrong`(text: String, flaw: InvalidDigest) {
    #expect(throws: flaw) { try LedgerDigest(text) }
    #expect(flaw.description.unicodeScalars.allSatisfy { $0 >= " " && $0 <= "~" })
  }

  @Test func `a hash's bytes and text are each other's`() throws {
    let bytes = (0..<32).map { UInt8($0 * 8) }
    let hash = bytes.withUnsafeBytes { LedgerHash(bytes: $0) }
    #expect(hash.bytes == bytes)
    #expect(hash.description.hasPrefix("0008101820") && hash.description.hasSuffix("f0f8"))
    #expect(try LedgerHash(hash.description) == hash)
    #expect(LedgerHash().bytes == [UInt8](repeating: 0, count: 32))
    for bit in 0..<256 { #expect(hash.flipping(bit: bit) != hash) }
    #expect(Set((0..<256).map { hash.flipping(bit: $0) }).count == 256)
  }
}

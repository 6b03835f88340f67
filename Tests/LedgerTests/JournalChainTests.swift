import Crypto
import EventSourcing
import Ledger
import Testing

@Suite struct JournalChainTests {
  /// A journal of five blocks, and each block's leaves.
  private static func journal() throws -> (JournalChain, [[LedgerHash]]) {
    var chain = JournalChain()
    let leaves = try [2, 1, 0, 7, 3].enumerated().map { place, count in
      try (0..<count).map { try RecordedEvent.sample(Int64(10 * place + $0 + 1)).leafHash }
    }
    for leaves in leaves { chain.append(leaves) }
    return (chain, leaves)
  }

  @Test func `a block's hash is over its number, its entries and the block before`() throws {
    let (chain, leaves) = try Self.journal()
    #expect(chain.blocks.map(\.sequenceNumber) == [0, 1, 2, 3, 4])
    #expect(chain.lastBlockHash == chain.blocks[4].blockHash)
    var previous = LedgerHash()
    for (block, leaves) in zip(chain.blocks, leaves) {
      var tree = MerkleTree()
      for leaf in leaves { tree.append(leaf) }
      #expect(block.entriesHash == tree.root)
      #expect(block.previousBlockHash == previous)
      let number = [UInt8](repeating: 0, count: 7) + [UInt8(block.sequenceNumber)]
      let wanted = SHA256.hash(data: [2] + number + block.entriesHash.bytes + previous.bytes)
      #expect(block.blockHash.bytes == Array(wanted))
      previous = block.blockHash
    }
    #expect(JournalChain().lastBlockHash == JournalChain.beginning)
  }

  @Test func `a journal as it was made has no broken block`() throws {
    let (chain, leaves) = try Self.journal()
    #expect(chain.firstBrokenBlock() == nil)
    #expect(chain.firstBrokenBlock { leaves[Int($0.sequenceNumber)] } == nil)
    #expect(JournalChain(stored: chain.blocks) == chain)
    #expect(JournalChain().firstBrokenBlock() == nil)
  }

  @Test(arguments: 0..<5)
  func `any bit of a block that changes breaks that block`(place: Int) throws {
    let (chain, _) = try Self.journal()
    for bit in 0..<256 {
      var blocks = chain.blocks
      blocks[place].entriesHash = blocks[place].entriesHash.flipping(bit: bit)
      expect(blocks, brokenAt: place, .blockHash)
      blocks = chain.blocks
      blocks[place].blockHash = blocks[place].blockHash.flipping(bit: bit)
      expect(blocks, brokenAt: place, .blockHash)
      blocks = chain.blocks
      let previous = blocks[place].previousBlockHash
      blocks[place].previousBlockHash = previous.flipping(bit: bit)
      expect(blocks, brokenAt: place, .previousBlockHash)
    }
    for bit in 0..<64 {
      var blocks = chain.blocks
      blocks[place].sequenceNumber ^= 1 << Int64(bit)
      expect(blocks, brokenAt: place, .sequenceNumber(blocks[place].sequenceNumber))
    }
  }

  @Test func `a block made anew breaks the one after it`() throws {
    let (chain, _) = try Self.journal()
    var forged = JournalChain(stored: Array(chain.blocks[..<2]))
    forged.append([MerkleTree.leafHash(of: [1])])
    expect(forged.blocks + chain.blocks[3...], brokenAt: 3, .previousBlockHash)
    #expect(forged.firstBrokenBlock() == nil)
    #expect(forged.lastBlockHash != chain.blocks[2].blockHash)
  }

  @Test func `a block that is gone, doubled or elsewhere breaks the journal there`() throws {
    let blocks = try Self.journal().0.blocks
    expect(Array(blocks[1...]), brokenAt: 0, .sequenceNumber(1))
    expect([blocks[0], blocks[2], blocks[3]], brokenAt: 1, .sequenceNumber(2))
    expect([blocks[0], blocks[0], blocks[1]], brokenAt: 1, .sequenceNumber(0))
    expect([blocks[0], blocks[2], blocks[1]], brokenAt: 1, .sequenceNumber(2))
  }

  @Test func `an entry that was changed, left out or moved breaks its block`() throws {
    let (chain, leaves) = try Self.journal()
    var changes = [leaves, leaves, leaves, leaves]
    changes[0][3][6] = leaves[3][6].flipping(bit: 9)
    changes[1][3].removeLast()
    changes[2][3].swapAt(0, 1)
    changes[3][3].append(leaves[3][6])
    for stored in changes {
      let broken = chain.firstBrokenBlock { stored[Int($0.sequenceNumber)] }
      #expect(broken == BrokenBlock(sequenceNumber: 3, flaw: .entries))
      #expect(broken?.description.contains("block 3") == true)
    }
  }

  private func expect(_ blocks: [JournalBlock], brokenAt place: Int, _ flaw: BrokenBlock.Flaw) {
    let wanted = BrokenBlock(sequenceNumber: Int64(place), flaw: flaw)
    let found = JournalChain(stored: blocks).firstBrokenBlock()
    if found != wanted { Issue.record("\(String(describing: found)), not \(wanted)") }
  }
}

/// A block of a journal that is not as it was made.
public struct BrokenBlock: Error, Hashable, Sendable {
  /// What is wrong with a block.
  public enum Flaw: Hashable, Sendable {
    /// It has another sequence number than its place.
    case sequenceNumber(Int64)
    /// It does not follow the block before: one of the two was changed, or one between them is gone.
    case previousBlockHash
    /// Its content does not fit its hash.
    case blockHash
    /// Its entries are not those that it was made of.
    case entries
  }

  /// The place in the journal, from 0.
  public var sequenceNumber: Int64
  /// What is wrong.
  public var flaw: Flaw

  /// Creates a finding.
  public init(sequenceNumber: Int64, flaw: Flaw) {
    self.sequenceNumber = sequenceNumber
    self.flaw = flaw
  }
}

extension BrokenBlock: CustomStringConvertible {
  /// Which block it is and what is wrong, safe to print.
  public var description: String {
    switch flaw {
    case .sequenceNumber(let number): "block \(sequenceNumber) is numbered \(number)"
    case .previousBlockHash: "block \(sequenceNumber) does not follow the block before it"
    case .blockHash: "block \(sequenceNumber) does not fit its hash"
    case .entries: "the entries of block \(sequenceNumber) are not those that it was made of"
    }
  }
}

public import EventSourcing
public import Ledger
public import VirtualTime

/// A ledger: a journal of blocks, each bound to the one before by its hash.
///
/// An append is a block. A transaction that has read something which changed until its commit is rejected
/// (optimistic concurrency); what an append reads is the last revision of its aggregate, so only writers of
/// one aggregate meet. The journal is the global stream: total, strongly consistent, and bounded by what one
/// journal takes.
///
/// AWS ended the service in July 2025
/// (<https://docs.aws.amazon.com/qldb/latest/developerguide/concurrency.html>): this is the pattern's record.
public struct QuantumLedger: Sendable {
  /// What it was made with.
  public let parameters: CloudParameters
  /// What it has used of the cloud.
  public private(set) var usage = CloudUsage()
  /// The number of the last event in the journal.
  public private(set) var lastNumber: Int64
  /// Attempts rejected because something they read had changed.
  public private(set) var rejected: Int64 = 0
  /// Blocks written so far.
  public private(set) var blocks: Int64 = 0

  /// The blocks, each bound to the one before by its hash; nil where they are not kept.
  public internal(set) var journal: JournalChain?

  var shown: CommittedEntries
  /// What is committed and whose block is not written yet.
  private var openEntries: Int64 = 0
  private var openLeaves: [LedgerHash] = []
  /// The leaf of each event in the order of the stream, and how many of them each block has: what the journal
  /// is held to.
  private var streamLeaves: [LedgerHash] = []
  private var blockEntries: [Int] = []
  private let firstNumber: Int64
  /// When the journal takes its next block.
  private var journalFreeAt: Instant
  /// The attempt whose block is on its way and binds all others; where there is a head document.
  private var holder: Int?
  private var latency: SeededRandom

  /// What a block costs, in writes of the service.
  private static let writesOfBlock: Int64 = 4

  /// Creates an idle ledger.
  /// - Parameters:
  ///   - parameters: What can be turned; without ``CloudParameters/flaw``.
  ///   - seed: The run's seed.
  ///   - start: The instant from which the journal takes blocks.
  ///   - lastNumber: The number of the last event that the journal has already.
  ///   - keepsJournal: Whether the blocks are kept with their hashes, to be verified: a run in virtual time
  ///     has no other place for them. A store's events are chained where they are stored.
  public init(
    parameters: CloudParameters = CloudParameters(), seed: UInt64, start: Instant,
    lastNumber: Int64 = 0, keepsJournal: Bool = false
  ) {
    parameters.requireNoFlaw()
    self.parameters = parameters
    journal = keepsJournal ? JournalChain() : nil
    self.lastNumber = lastNumber
    firstNumber = lastNumber + 1
    shown = CommittedEntries(now: start)
    journalFreeAt = start
    latency = SeededRandom(seed: seed, Self.name, part: "commit latency")
  }
}

extension QuantumLedger: Architecture, ShownAtCommit {
  /// `quantum-ledger`.
  public static let name = ArchitectureName.quantumLedger

  /// The order of commits, read as soon as it is acknowledged.
  public var guarantees: Guarantees {
    Guarantees(globalOrder: .total, appearsBehindCursor: false, readsOwnWrites: true)
  }

  /// By place in the journal.
  public var stream: StreamForm { .numbers(partitionKeys: 1) }

  /// A read of the aggregate's last revision.
  public var aggregateRead: LatencyCurve { parameters.ledger.read }

  /// A read of the document of all, if there is one.
  public var headRead: LatencyCurve? {
    parameters.ledger.hasHeadDocument ? parameters.ledger.read : nil
  }

  /// The journal's end.
  public var head: Int64 { lastNumber }

  // MARK: Appending

  /// Its reads are tested when it is to commit.
  public mutating func schedule(_ attempt: AppendAttempt, at now: Instant) -> AttemptSchedule {
    AttemptSchedule(
      at: now.advanced(byMicroseconds: parameters.ledger.commit.draw(&latency)))
  }

  /// Tests the read set, and takes the next place in the journal.
  public mutating func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, at now: Instant
  ) -> Admission {
    usage.ledgerWrites += Self.writesOfBlock
    let isHeadStale =
      parameters.ledger.hasHeadDocument && (holder != nil || attempt.head != head)
    guard conditionHolds, !isHeadStale else {
      rejected += 1
      return .refused(conditionHolds ? .staleHead : .versionConflict)
    }
    let place = max(now, journalFreeAt)
    journalFreeAt = place.advanced(byMicroseconds: parameters.ledger.blockMicroseconds)
    if parameters.ledger.hasHeadDocument { holder = attempt.number }
    return .accepted(delayMicroseconds: place - now)
  }

  /// Writes an event into the journal, and shows it in the same instant.
  public mutating func committed(_ write: StreamWrite, of attempt: Int?, at now: Instant) {
    lastNumber += 1
    openEntries += 1
    if journal != nil {
      let leaf = write.leafHash
      openLeaves.append(leaf)
      streamLeaves.append(leaf)
    }
    shown.add(StreamEntry(write, key: StreamKey(number: lastNumber), partition: 0, visibleAt: now))
    // What comes without an attempt is not followed by a release.
    if attempt == nil { closeBlock() }
  }

  /// The block is written, if the attempt has committed.
  public mutating func release(_ attempt: Int, at now: Instant) {
    closeBlock()
    if holder == attempt { holder = nil }
  }

  private mutating func closeBlock() {
    guard openEntries > 0 else { return }
    blocks += 1
    if journal != nil {
      journal?.append(openLeaves)
      blockEntries.append(openLeaves.count)
      openLeaves.removeAll(keepingCapacity: true)
    }
    openEntries = 0
  }

  /// The journal, and what it takes.
  public func loads(at now: Instant) -> [PartLoad] {
    [
      PartLoad(
        number: 0, name: "journal", waiting: shown.count, passed: lastNumber,
        passablePerSecond: 1_000_000 / max(1, parameters.ledger.blockMicroseconds),
        refused: rejected)
    ]
  }

  /// What is wrong with the journal, in words: its blocks must hold the stream, event by event.
  public var violations: [String] {
    guard let journal else { return [] }
    var violations: [String] = []
    let entries = blockEntries.reduce(0, +)
    if Int64(entries) + openEntries != lastNumber - firstNumber + 1
      || streamLeaves.count != entries + openLeaves.count
    {
      violations.append(
        "\(blocks) blocks have \(entries) entries, the stream goes from \(firstNumber) to "
          + "\(lastNumber)")
      return violations
    }
    guard Int64(journal.blocks.count) == blocks, blockEntries.count == journal.blocks.count else {
      violations.append("\(blocks) blocks were written, the journal has \(journal.blocks.count)")
      return violations
    }
    var first = 0
    let broken = journal.firstBrokenBlock { block in
      let end = first + blockEntries[Int(block.sequenceNumber)]
      defer { first = end }
      return Array(streamLeaves[first..<end])
    }
    if let broken { violations.append("\(broken)") }
    return violations
  }
}

extension StreamWrite {
  /// The leaf that stands for the event in its block.
  fileprivate var leafHash: LedgerHash {
    withUnsafeTemporaryAllocation(byteCount: 44, alignment: 8) { leaf in
      leaf.storeBytes(of: position.bigEndian, toByteOffset: 0, as: Int64.self)
      leaf.storeBytes(of: committedAt.microseconds.bigEndian, toByteOffset: 8, as: Int64.self)
      leaf.storeBytes(of: aggregateHash.bigEndian, toByteOffset: 16, as: UInt64.self)
      eventID.writeBytes(to: UnsafeMutableRawBufferPointer(rebasing: leaf[24...]))
      return MerkleTree.leafHash(of: leaf)
    }
  }
}

import ArgumentParser
import EventSourcing
import Ledger

/// `cqrs ledger check`: checks proofs against a digest, without a store.
struct LedgerCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check proofs against a digest; no store is needed.")

  @Option(help: "The digest, as ledger digest printed it.", transform: { try LedgerDigest($0) })
  var digest: LedgerDigest
  @Option(help: "The file with the proofs, a line each; -: standard input.")
  var proof: String

  func run() throws {
    var output = StandardOutput()
    var count = 0
    try LineSource(proof).forEachLine { line, number in
      let recorded = try checked(line, number: number)
      try output.write(
        line: "\(recorded.event.eventID), at position \(recorded.position), is part of the history "
          + "of \(Counted(digest.size, "event")) that the digest names")
      count += 1
    }
    guard count > 0 else {
      let name = proof == "-" ? "standard input" : proof
      throw CommandFailure(.input, "\(name): it holds no proof")
    }
    try output.flush()
  }

  /// The event that a line proves to be part of the history.
  private func checked(_ line: UnsafeRawBufferPointer, number: Int) throws -> RecordedEvent {
    do {
      let proof = try InclusionProof(line: line)
      try proof.check(against: digest)
      return proof.recorded
    } catch {
      throw CommandFailure(.input, "line \(number): \(error)")
    }
  }
}

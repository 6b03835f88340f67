import ArgumentParser

/// `cqrs ledger`: digests of a store's history, and proofs that events are part of it.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Prove that an event is part of a history; check it without the store.",
    discussion: """
      A digest names a store's history in one word: keep it where the store's keeper can't change \
      it. A proof shows to whoever has the digest that an event is part of that history. Trees and \
      proofs are those of RFC 9162, section 2.1.
      """,
    subcommands: [
      LedgerDigestCommand.self, LedgerProveCommand.self, LedgerCheckCommand.self,
      LedgerVerifyCommand.self,
    ])

  func run() throws {
    throw CommandFailure(.usage, "a subcommand is wanted: digest, prove, check or verify")
  }
}

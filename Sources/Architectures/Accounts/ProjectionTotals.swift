import EventSourcing

/// How a projection of accounts stands beside the truth.
public struct ProjectionTotals: Hashable, Sendable {
  /// Accounts that there are: aggregates that begin with an event of the accounts domain.
  public var accounts: Int64
  /// Those whose balance is not what it should be, or of whose opening the projection does not know.
  public var wrong: Int64
  /// How far their balances are from the truth, added up whichever way they differ, in cents.
  public var missingCents: Int64
  /// Aggregates of other kinds.
  public var others: Int64

  /// Creates totals.
  public init(accounts: Int64 = 0, wrong: Int64 = 0, missingCents: Int64 = 0, others: Int64 = 0) {
    self.accounts = accounts
    self.wrong = wrong
    self.missingCents = missingCents
    self.others = others
  }

  /// Counts an account that differs so much from the truth; nothing if it does not.
  public mutating func count(cents: Int64, openings: Int) {
    guard cents != 0 || openings != 0 else { return }
    wrong += 1
    missingCents = missingCents.addingClamped(cents.magnitude)
  }

  /// The totals in a sentence: `17 of 1,003 accounts wrong, 4,250.00 missing`.
  public var words: String {
    "\(Grouped.text(wrong)) of \(Grouped.text(accounts)) \(accounts == 1 ? "account" : "accounts") "
      + "wrong, \(Amount.text(missingCents)) missing"
  }

  /// That no read model is known for what is no account, in a sentence; nil if all are accounts.
  public var othersWords: String? {
    guard others > 0 else { return nil }
    let other = accounts == 0 ? "" : "other "
    return "no read model is known for \(Grouped.text(others)) \(other)"
      + (others == 1 ? "aggregate" : "aggregates")
  }
}

extension Int64 {
  /// The sum, or the greatest number there is.
  func addingClamped(_ other: UInt64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(Int64(clamping: other))
    return overflow ? .max : sum
  }
}

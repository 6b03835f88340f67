public import EventSourcing

/// An account as a projection has it, beside the truth.
public struct ComparedAccount: Sendable {
  /// Its id.
  public var account: AggregateID
  /// Whose it is; nil if it was never opened.
  public var name: String?
  /// The projection's balance, in cents.
  public var projected: Int64
  /// The balance that all its events make, in cents.
  public var actual: Int64
  /// The events that the projection was not handed, in the order of commits.
  public var missing: [KSUID]

  /// Creates a comparison.
  public init(
    account: AggregateID, name: String?, projected: Int64, actual: Int64, missing: [KSUID]
  ) {
    self.account = account
    self.name = name
    self.projected = projected
    self.actual = actual
    self.missing = missing
  }
}

extension EventLineWriter {
  /// Appends a compared account's line.
  /// - Parameters:
  ///   - compared: The account.
  ///   - bytes: Where the line goes, a line feed at its end.
  public func append(_ compared: ComparedAccount, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: #"{"aggregateId":""#.utf8)
    append(string: compared.account.bytes, to: &bytes)
    bytes.append(contentsOf: #"","name":"#.utf8)
    if let name = compared.name {
      bytes.append(UInt8(ascii: "\""))
      append(string: ArraySlice(name.utf8), to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    } else {
      bytes.append(contentsOf: "null".utf8)
    }
    let missing = compared.missing.map { "\"\($0)\"" }.joined(separator: ",")
    bytes.append(
      contentsOf: #","projected":\#(compared.projected),"actual":\#(compared.actual)"#.utf8)
    bytes.append(contentsOf: #","missing":[\#(missing)]}"#.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }
}

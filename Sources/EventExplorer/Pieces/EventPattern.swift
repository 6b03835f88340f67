public import EventSourcing

/// What a search looks for.
///
/// A text is looked for as it stands; its case counts if it holds an upper-case letter. What follows a
/// `~` is a regular expression.
public struct EventPattern: Hashable, Sendable {
  /// Why a pattern can't be used.
  public struct Unusable: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in words.
    public var description: String
  }

  /// The pattern as it was typed.
  public let text: String
  private let needle: [UInt8]
  private let ignoresCase: Bool

  /// Reads a pattern.
  /// - Throws: `Unusable` if its regular expression is none.
  public init(_ text: String) throws(Unusable) {
    self.text = text
    let isLiteral = !text.hasPrefix("~")
    ignoresCase = !text.contains { $0.isUppercase }
    needle = isLiteral ? Array((ignoresCase ? text.lowercased() : text).utf8) : []
    guard !isLiteral, !text.dropFirst().isEmpty else { return }
    do {
      _ = try Regex(String(text.dropFirst()))
    } catch {
      throw Unusable(description: "no regular expression: \(error)")
    }
  }

  /// Makes what tells whether something matches, for one thread.
  public func matcher() -> Matcher {
    guard text.hasPrefix("~"), let regex = try? Regex(String(text.dropFirst())) else {
      return Matcher(needle: needle, ignoresCase: ignoresCase, regex: nil)
    }
    return Matcher(
      needle: [], ignoresCase: ignoresCase, regex: ignoresCase ? regex.ignoresCase() : regex)
  }

  /// Tells whether something matches.
  public struct Matcher {
    let needle: [UInt8]
    let ignoresCase: Bool
    let regex: Regex<AnyRegexOutput>?

    /// Whether an event's ids, type or metadata hold it.
    public func matches(_ event: Event) -> Bool {
      matches(Array("\(event.eventID)".utf8)[...]) || matches(event.aggregateID.bytes)
        || matches(event.eventType.bytes) || matches(event.metadata.bytes)
    }

    /// Whether an aggregate's id, first type or last event id hold it.
    public func matches(_ aggregate: AggregateSummary) -> Bool {
      matches(aggregate.aggregateID.bytes) || matches(aggregate.firstType.bytes)
        || aggregate.lastEventID.map { matches(Array("\($0)".utf8)[...]) } ?? false
    }

    /// Whether an account's id or its holder's name holds it.
    public func matches(_ account: AggregateID, name: String?) -> Bool {
      matches(account.bytes) || name.map { matches(ArraySlice($0.utf8)) } ?? false
    }

    func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
      if let regex {
        return String(decoding: bytes, as: UTF8.self).firstMatch(of: regex) != nil
      }
      if ignoresCase, !needle.allSatisfy({ $0 < 0x80 }) {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        return find(Array(text.utf8)[...], folding: false)
      }
      return find(bytes, folding: ignoresCase)
    }

    private func find(_ bytes: ArraySlice<UInt8>, folding: Bool) -> Bool {
      guard let first = needle.first else { return true }
      return bytes.withUnsafeBufferPointer { text in
        guard text.count >= needle.count else { return false }
        search: for start in 0...text.count - needle.count {
          guard folded(text[start], folding) == first else { continue }
          for offset in 1..<max(1, needle.count)
          where folded(text[start + offset], folding) != needle[offset] {
            continue search
          }
          return true
        }
        return false
      }
    }

    @inline(__always)
    private func folded(_ byte: UInt8, _ folding: Bool) -> UInt8 {
      folding && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
  }
}

import EventSourcing
import TerminalScreen

// What the message line says of what was appended, from all of it to what has room in a narrow one.
extension FollowedAppends {
  /// What is said now; nil if nothing was appended.
  var message: Message? {
    guard let newest else { return nil }
    let earlier = earlierWords.map { "; " + $0 } ?? ""
    let names = newest.names
    let words = newest.stageWords
    let signs = newest.stageSigns
    var forms = names.full.map { "\(words): \($0)\(earlier)" }
    forms += names.short.map { "\($0) \(signs)\(earlier)" }
    let least = signs.replacing("visible", with: "seen").replacing(",", with: "")
    forms += [signs + earlier, signs, least]
    let isBad = newest.isMissed || self.earlier.contains(where: \.isMissed)
    return Message(
      text: forms[0], role: isBad ? .bad : .good, shorter: Array(forms.dropFirst()),
      isOfAppend: true)
  }

  /// How those before the newest stand, as far as there are any.
  private var earlierWords: String? {
    guard !earlier.isEmpty else { return nil }
    let waiting = earlier.count { !$0.hasEnded }
    let missed = earlier.count(where: \.isMissed)
    let parts = [
      missed > 0 ? "\(Shown.count(Int64(missed))) missed" : nil,
      waiting > 0 ? "\(Shown.count(Int64(waiting))) under way" : nil,
    ].compactMap(\.self)
    return "earlier: " + (parts.isEmpty ? "all delivered" : parts.joined(separator: ", "))
  }
}

extension FollowedAppend {
  /// What was appended: from all of it to the version alone; version and id come first.
  fileprivate var names: (full: [String], short: [String]) {
    guard let event = recorded.last?.event else { return ([], []) }
    guard recorded.count > 1 else {
      let (version, id) = (event.aggregateVersion, "\(event.eventID)")
      let name = "version \(version), \(id)"
      return (
        ["\(name), \(event.eventType) of \(event.aggregateID)", name],
        ["v\(version) \(id)", "v\(version) \(Shown.shortID(id, columns: 12))", "v\(version)"]
      )
    }
    let all = recorded.map {
      "version \($0.event.aggregateVersion), \($0.event.eventID), "
        + "\($0.event.eventType) of \($0.event.aggregateID)"
    }
    let count = Shown.count(recorded.count, "event")
    return (
      [
        all.joined(separator: "; "),
        "\(count), the last version \(event.aggregateVersion), \(event.eventID)",
        "\(count) to version \(event.aggregateVersion)",
      ],
      ["\(count) to v\(event.aggregateVersion)", count]
    )
  }

  /// How far they are, in words.
  fileprivate var stageWords: String {
    guard let visibleAfter else { return "stored, not visible yet" }
    let seen = "visible after \(Shown.length(visibleAfter))"
    guard readers.contains(where: { !$0.isUntouched }) else {
      return readers.isEmpty ? seen : seen + ", readers wait"
    }
    let parts = readers.map { reader in
      let name = reader.strategy.rawValue
      if reader.missed > 0 { return "\(name) missed\(reader.missedOf(recorded.count))" }
      return reader.waiting > 0 ? "\(name) waits" : "\(name) \(Shown.length(reader.deliveredAfter))"
    }
    return ([seen] + parts).joined(separator: ", ")
  }

  /// The same in signs: a cross for a reader that has missed it, as in the stream.
  fileprivate var stageSigns: String {
    guard let visibleAfter else { return "stored" }
    let parts = readers.map { reader in
      let name = Self.shortName(reader.strategy)
      if reader.missed > 0 { return "\(name) ✗\(recorded.count > 1 ? "\(reader.missed)" : "")" }
      return reader.waiting > 0 ? "\(name) …" : "\(name) \(Shown.length(reader.deliveredAfter))"
    }
    return (["visible \(Shown.length(visibleAfter))"] + parts).joined(separator: ", ")
  }

  private static func shortName(_ strategy: ReaderStrategy) -> String {
    switch strategy {
    case .checkpoint: "check"
    case .overlap: "over"
    case .safeHorizon: "safe"
    }
  }
}

extension FollowedAppend.Reader {
  /// Whether nothing has happened yet.
  fileprivate var isUntouched: Bool { missed == 0 && deliveredAfter == nil }

  /// How many it missed of several: ` 2 of 3`.
  fileprivate func missedOf(_ count: Int) -> String { count > 1 ? " \(missed) of \(count)" : "" }
}

import EventSourcing
import TerminalScreen

/// The form in which an event is written, or several of one aggregate that are stored together.
///
/// It is kept when it is left.
struct AppendForm: Hashable, Sendable {
  /// Its fields.
  enum Field: Int, CaseIterable, Hashable, Sendable {
    case aggregate, type, metadata, expected

    /// The most that it takes, in bytes: of metadata more than can be stored, for it may have white space.
    var limit: Int { self == .metadata ? 1 << 20 : TextField.line }

    var name: String {
      switch self {
      case .aggregate: "aggregate"
      case .type: "type"
      case .metadata: "metadata"
      case .expected: "expected version"
      }
    }
  }

  /// How far it is.
  enum Phase: Hashable, Sendable {
    /// It is being written.
    case writing
    /// The events are shown as they will be stored.
    case review([NewEvent], expected: AggregateVersion?)
    /// They are on their way.
    case sending([NewEvent], expected: AggregateVersion?)
    /// Someone else appended first.
    case conflict([NewEvent], actual: AggregateVersion, winner: Event?)
  }

  /// What is wrong with a field's text.
  struct Flaw: Hashable, Sendable {
    /// What is wrong, safe to print.
    var words: String
    /// The byte of the text at which it shows, from 0, if it shows at one.
    var place: Int?
  }

  var phase = Phase.writing
  var active = Field.aggregate
  private var fields: [Field: TextField] = [:]
  /// What is wrong with the fields' texts; it is looked for when they change.
  private var flaws: [Field: Flaw] = [:]
  /// Events of the same aggregate that are stored before the one that is being written, together with it.
  private(set) var before: [NewEvent] = []
  /// The aggregate's last version, as far as it is known.
  private(set) var standing: AggregateVersion?
  /// What could follow the text of the active field.
  private(set) var completion: String?
  /// Whether the expected version was typed and is not to be filled in.
  private var ownsExpected = false

  /// The text of a field.
  func text(_ field: Field) -> String { fields[field]?.text ?? "" }

  /// A field as it is edited.
  func field(_ field: Field) -> TextField { fields[field] ?? TextField(limit: field.limit) }

  /// Whether something was typed that would be lost.
  var isWorthKeeping: Bool { !isBlank || !before.isEmpty }

  /// Whether nothing is written of the event yet.
  var isBlank: Bool { text(.type).isEmpty && text(.metadata).isEmpty }

  /// The fields that can be changed: the aggregate and its version are those of the first event.
  var openFields: [Field] { before.isEmpty ? Field.allCases : [.type, .metadata] }

  // MARK: Changes

  /// Fills in the aggregate, if nothing was begun.
  mutating func prefill(aggregate: String?) {
    guard !isWorthKeeping, let aggregate else { return }
    set(.aggregate, aggregate)
    active = .type
    standing = nil
    ownsExpected = false
    set(.expected, "")
  }

  /// Empties the form.
  mutating func clear() { self = AppendForm() }

  /// Keeps the reviewed events, and goes on with another one after them.
  mutating func addAnother(to events: [NewEvent]) {
    before = events
    write(nil)
  }

  /// Goes back to the event before the one that is being written.
  /// - Returns: Whether there is one.
  mutating func takeBack() -> Bool {
    guard let last = before.popLast() else { return false }
    write(last)
    return true
  }

  private mutating func write(_ event: NewEvent?) {
    set(.type, event?.eventType.description ?? "")
    set(.metadata, event?.metadata.description ?? "")
    (phase, active, completion) = (.writing, .type, nil)
  }

  /// Changes the active field.
  /// - Returns: Whether its text has changed.
  mutating func edit(_ change: (inout TextField) -> Void) -> Bool {
    var field = self.field(active)
    let before = field.text
    change(&field)
    guard field.text != before else {
      fields[active] = field
      return false
    }
    put(field, into: active)
    completion = nil
    if active == .expected { ownsExpected = !field.text.isEmpty }
    if active == .aggregate {
      standing = nil
      if !ownsExpected { set(.expected, "") }
    }
    return true
  }

  mutating func set(_ field: Field, _ text: String) {
    put(TextField(text, limit: field.limit), into: field)
  }

  private mutating func put(_ text: TextField, into field: Field) {
    fields[field] = text
    flaws[field] = findFlaw(field)
  }

  /// Puts the cursor where something is wrong with the active field.
  mutating func moveToFlaw() {
    guard let place = flaws[active]?.place else { return }
    fields[active]?.moveCursor(to: place)
  }

  /// Takes the completion.
  /// - Returns: Whether there was one.
  mutating func complete() -> Bool {
    guard let completion, field(active).isAtEnd else { return false }
    return edit { $0.set(completion) }
  }

  mutating func suggest(_ text: String?) {
    completion = text.flatMap {
      $0 != self.text(active) && $0.hasPrefix(self.text(active)) ? $0 : nil
    }
  }

  mutating func take(completion text: String?, of prefix: String) {
    guard active == .aggregate, prefix == self.text(.aggregate) else { return }
    suggest(text)
  }

  mutating func take(standing version: AggregateVersion, of aggregate: AggregateID) {
    guard aggregate.description == text(.aggregate) else { return }
    standing = version
    if !ownsExpected { set(.expected, String(version)) }
  }

  /// The metadata as it is given to an editor: a member a line, where that is the same.
  var textForEditor: String {
    let text = text(.metadata)
    guard let metadata = try? Metadata(text) else { return text }
    let lines = PrettyJSON(metadata).map { $0.spans.map(\.text).joined() }
    let pretty = lines.joined(separator: "\n") + "\n"
    return (try? Metadata(pretty)) == metadata ? pretty : text
  }

  /// Takes the text as the editor left it; the form has it in one line, as it will be stored.
  mutating func take(edited text: String) {
    var text = text
    while text.last?.isNewline == true { text.removeLast() }
    set(.metadata, (try? Metadata(text))?.description ?? text)
    active = .metadata
  }

  // MARK: What it says

  /// What is wrong with a field, nil if nothing or if it is empty still.
  func flaw(_ field: Field) -> Flaw? { flaws[field] }

  private func findFlaw(_ field: Field) -> Flaw? {
    let text = text(field)
    guard !text.isEmpty else { return nil }
    do throws(InvalidEvent) {
      switch field {
      case .aggregate: _ = try AggregateID(text)
      case .type: _ = try EventType(text)
      case .metadata: _ = try Metadata(text)
      case .expected:
        if expectedVersion == nil { return Flaw(words: "a whole number from 0") }
      }
      return nil
    } catch .metadata(let flaw) {
      let place = min(max(0, flaw.column - 1), text.utf8.count)
      return Flaw(words: "\(text.place(ofByte: place)): \(flaw.reason)", place: place)
    } catch {
      return Flaw(words: "\(error)")
    }
  }

  /// The expected version, if one is given.
  var expectedVersion: AggregateVersion? {
    AggregateVersion(text(.expected)).flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The events, or the field that keeps the last from being one.
  func events() -> (events: [NewEvent]?, flawed: Field?) {
    if isBlank, !before.isEmpty { return (before, nil) }
    let metadata = text(.metadata).isEmpty ? "{}" : text(.metadata)
    guard let aggregate = try? AggregateID(text(.aggregate)) else { return (nil, .aggregate) }
    guard let type = try? EventType(text(.type)) else { return (nil, .type) }
    guard let content = try? Metadata(metadata) else { return (nil, .metadata) }
    guard text(.expected).isEmpty || expectedVersion != nil else { return (nil, .expected) }
    return (before + [NewEvent(aggregateID: aggregate, eventType: type, metadata: content)], nil)
  }
}

extension String {
  /// A place in words, as an editor counts: its character, and its line if there are several.
  fileprivate func place(ofByte offset: Int) -> String {
    let before = self[..<utf8.index(startIndex, offsetBy: offset)]
    let lines = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let character = "character \(Shown.count(Int64(lines.last?.count ?? 0) + 1))"
    return contains(where: \.isNewline)
      ? "line \(Shown.count(Int64(lines.count))), \(character)" : character
  }
}

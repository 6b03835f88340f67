import EventSourcing
import TerminalScreen

/// The form in which an event is written, or several of one aggregate that are stored together.
///
/// It is kept when it is left.
struct AppendForm: Hashable, Sendable {
  /// Its fields.
  enum Field: Int, CaseIterable, Hashable, Sendable {
    case aggregate, type, metadata, expected

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

  var phase = Phase.writing
  var active = Field.aggregate
  private(set) var fields: [Field: TextField] = [:]
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
  func field(_ field: Field) -> TextField { fields[field] ?? TextField() }

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
    fields[.aggregate] = TextField(aggregate)
    active = .type
    standing = nil
    ownsExpected = false
    fields[.expected] = nil
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
    fields[.type] = event.map { TextField($0.eventType.description) }
    fields[.metadata] = event.map { TextField($0.metadata.description) }
    (phase, active, completion) = (.writing, .type, nil)
  }

  /// Changes the active field.
  /// - Returns: Whether its text has changed.
  mutating func edit(_ change: (inout TextField) -> Void) -> Bool {
    var field = self.field(active)
    let before = field.text
    change(&field)
    fields[active] = field
    guard field.text != before else { return false }
    completion = nil
    if active == .expected { ownsExpected = !field.text.isEmpty }
    if active == .aggregate {
      standing = nil
      if !ownsExpected { fields[.expected] = nil }
    }
    return true
  }

  mutating func set(_ field: Field, _ text: String) { fields[field] = TextField(text) }

  /// Takes the completion.
  /// - Returns: Whether there was one.
  mutating func complete() -> Bool {
    guard let completion, field(active).cursor == text(active).count else { return false }
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
    if !ownsExpected { fields[.expected] = TextField(String(version)) }
  }

  /// The metadata as it is given to an editor: a member a line, where that is the same.
  var textForEditor: String {
    let text = text(.metadata)
    guard let metadata = try? Metadata(text) else { return text }
    let lines = PrettyJSON.lines(of: metadata).map { $0.spans.map(\.text).joined() }
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
  func problem(_ field: Field) -> String? {
    let text = text(field)
    guard !text.isEmpty else { return nil }
    do throws(InvalidEvent) {
      switch field {
      case .aggregate: _ = try AggregateID(text)
      case .type: _ = try EventType(text)
      case .metadata: _ = try Metadata(text)
      case .expected: if expectedVersion == nil { return "a whole number from 0" }
      }
      return nil
    } catch {
      return "\(error)"
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

import EventSourcing
import TerminalScreen

/// The form in which an event is written, and what it will be.
struct FormView {
  let form: AppendForm
  let layout: FrameLayout

  func draw(into frame: inout Frame) {
    let panel = PanelView(title: title, columns: 92, rows: 10, layout: layout)
    panel.draw(into: &frame.grid)
    switch form.phase {
    case .writing: drawFields(panel.inside, into: &frame)
    case .review(let events, let expected):
      let words =
        "Enter appends \(events.count == 1 ? "it" : "them"), + adds another, Esc goes back"
      drawEvents(events, expected, panel.inside, words, into: &frame.grid)
    case .sending(let events, let expected):
      drawEvents(events, expected, panel.inside, "on its way …", into: &frame.grid)
    case .conflict(let events, let actual, let winner):
      drawConflict(events, actual, winner, panel.inside, into: &frame.grid)
    }
  }

  private var title: String {
    switch form.phase {
    case .writing:
      form.before.isEmpty
        ? "Append an event"
        : "Event \(form.before.count + 1), stored together with \(Shown.count(form.before.count, "event"))"
    case .review: "This will be stored"
    case .sending: "Appending"
    case .conflict: "Someone else appended first"
    }
  }

  private func drawFields(_ inside: Rect, into frame: inout Frame) {
    let name = min(17, inside.size.columns / 3)
    let room = max(1, inside.size.columns - name - 1)
    // Where not all fields fit, the active one is in view.
    let fields = AppendForm.Field.allCases
    let step = inside.size.rows >= fields.count * 2 ? 2 : 1
    let shown = step == 2 ? fields.count : min(fields.count, max(1, inside.size.rows - 1))
    let first = max(0, form.active.rawValue - shown + 1)
    let open = form.openFields
    for (offset, field) in fields.dropFirst(first).prefix(shown).enumerated() {
      let row = inside.row + offset * step
      let isActive = field == form.active
      frame.grid.write(
        field.name.fitted(to: name), row: row, column: inside.column,
        style: Style(isActive ? .accent : .quiet, bold: isActive), limit: name)
      let cursor = form.field(field).draw(
        into: &frame.grid, row: row, column: inside.column + name + 1, columns: room,
        isActive: isActive,
        style: open.contains(field) ? Style(.normal, underlined: true) : Style(.quiet),
        flaw: form.flaw(field)?.place)
      if isActive { frame.cursor = Frame.Cursor(row: row, column: cursor) }
      if isActive, let completion = form.completion {
        let rest = completion.dropFirst(form.text(field).count)
        frame.grid.write(
          rest, row: row, column: cursor, style: Style(.quiet),
          limit: max(0, inside.column + inside.size.columns - cursor))
      }
      guard step == 2 else { continue }
      let place = Rect(row: row + 1, column: inside.column + name + 1, rows: 1, columns: room)
      drawNote(field, place, into: &frame.grid)
    }
    // Where a field has no row of its own for it, the active one has the rest.
    guard step == 1, inside.size.rows > shown else { return }
    let rest = Rect(
      row: inside.row + shown, column: inside.column, rows: inside.size.rows - shown,
      columns: inside.size.columns)
    drawNote(form.active, rest, into: &frame.grid)
  }

  /// What is wrong with a field, or what may stand in it.
  private func drawNote(_ field: AppendForm.Field, _ rect: Rect, into grid: inout Grid) {
    let problem = form.flaw(field)?.words
    let lines = (problem ?? hint(field)).wrapped(to: max(1, rect.size.columns))
    for (line, text) in lines.prefix(rect.size.rows).enumerated() {
      let isCut = line + 1 == rect.size.rows && lines.count > rect.size.rows
      grid.write(
        (text + (isCut ? " …" : "")).truncated(to: rect.size.columns), row: rect.row + line,
        column: rect.column, style: Style(problem == nil ? .quiet : .bad), limit: rect.size.columns)
    }
  }

  private func hint(_ field: AppendForm.Field) -> String {
    switch field {
    case .aggregate:
      switch form.standing {
      case nil: ""
      case 0: "a new aggregate"
      case let version?: "at version \(version)"
      }
    case .type where !form.before.isEmpty && form.isBlank:
      "after \(form.before.last?.eventType.description ?? ""); Backspace goes back to it"
    case .type: ""
    case .metadata: form.text(.metadata).isEmpty ? "a JSON object; nothing: {}" : ""
    case .expected:
      form.text(.expected).isEmpty ? "nothing: after whatever is there" : "the version last seen"
    }
  }

  private func drawEvents(
    _ events: [NewEvent], _ expected: AggregateVersion?, _ inside: Rect, _ words: String,
    into grid: inout Grid
  ) {
    let room = max(0, inside.size.rows - 1)
    let lines =
      events.count == 1 ? one(events[0], expected, inside.size) : several(events, expected)
    // The last ones are those that were just written.
    let first = max(0, lines.count - room)
    for (offset, line) in lines.dropFirst(first).enumerated() {
      grid.write(
        line.name.fitted(to: 10), row: inside.row + offset, column: inside.column,
        style: Style(.quiet), limit: inside.size.columns)
      grid.write(
        line.text, row: inside.row + offset, column: inside.column + 11, style: Style(line.role),
        limit: max(0, inside.size.columns - 11))
    }
    grid.write(
      words.truncated(to: inside.size.columns), row: inside.row + room, column: inside.column,
      style: Style(.accent, bold: true), limit: inside.size.columns)
  }

  private typealias Line = (name: String, text: String, role: Style.Role)

  private func one(
    _ event: NewEvent, _ expected: AggregateVersion?, _ size: TerminalSize
  ) -> [Line] {
    let place = expected.map { "version \($0 + 1), if \($0) is the last" } ?? "the next version"
    return [
      ("aggregate", String(decoding: event.aggregateID.bytes, as: UTF8.self), .normal),
      ("version", place, .normal),
      ("type", event.eventType.description, .normal),
      ("size", "\(Shown.count(event.metadata.bytes.count, "byte")) of metadata", .quiet),
    ] + metadata(event.metadata, columns: max(1, size.columns - 11), rows: max(1, size.rows - 5))
  }

  /// Metadata in as many rows as it takes, or as there are.
  private func metadata(_ metadata: Metadata, columns: Int, rows: Int) -> [Line] {
    let text = String(decoding: metadata.bytes.prefix(4_096), as: UTF8.self)
    let parts = text.wrapped(to: columns)
    return parts.prefix(rows).enumerated().map { place, part in
      let isCut = place + 1 == rows && parts.count > rows
      return (
        place == 0 ? "metadata" : "", (part + (isCut ? " …" : "")).truncated(to: columns),
        .jsonString
      )
    }
  }

  private func several(_ events: [NewEvent], _ expected: AggregateVersion?) -> [Line] {
    let aggregate = events.first.map { String(decoding: $0.aggregateID.bytes, as: UTF8.self) } ?? ""
    let condition = expected.map { ", if \($0) is its last version" } ?? ""
    let head: Line = ("aggregate", aggregate + condition, .normal)
    return [head]
      + events.enumerated().map { place, event in
        let version = expected.map { "version \($0 + 1 + Int64(place))" } ?? "next + \(place)"
        let metadata = String(decoding: event.metadata.bytes.prefix(1_024), as: UTF8.self)
        return (version, "\(event.eventType) \(metadata)", .normal)
      }
  }

  private func drawConflict(
    _ events: [NewEvent], _ actual: AggregateVersion, _ winner: Event?, _ inside: Rect,
    into grid: inout Grid
  ) {
    guard let event = events.first else { return }
    let others = events.count > 1 ? ", and \(Shown.count(events.count - 1, "event")) more" : ""
    let lines: [(String, Style.Role)] = [
      (
        "\(String(decoding: event.aggregateID.bytes.prefix(256), as: UTF8.self)) is at version \(actual) now.",
        .warning
      ),
      (winner.map { "version \($0.aggregateVersion): \($0.eventType)" } ?? "", .normal),
      (
        winner.map { String(decoding: $0.metadata.bytes.prefix(1_024), as: UTF8.self) } ?? "",
        .quiet
      ),
      (
        "Yours: \(event.eventType)\(others) "
          + String(decoding: event.metadata.bytes.prefix(1_024), as: UTF8.self),
        .normal
      ),
      (
        "Enter appends \(events.count == 1 ? "it" : "them") after version \(actual), Esc goes back to the form",
        .accent
      ),
    ]
    for (offset, line) in lines.enumerated() where offset < inside.size.rows {
      grid.write(
        line.0.truncated(to: inside.size.columns), row: inside.row + offset, column: inside.column,
        style: Style(line.1), limit: inside.size.columns)
    }
  }
}

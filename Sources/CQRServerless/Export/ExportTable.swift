import Architectures
import EventExplorer
import EventSourcing
import TerminalScreen
import VirtualTime

/// Writes rows in a form, to the end of a buffer.
struct ExportTable {
  let form: ExportForm
  let columns: [ExportColumn]
  private var isFirst = true
  private let lines = EventLineWriter()

  init(_ form: ExportForm, _ columns: [ExportColumn]) {
    (self.form, self.columns) = (form, columns)
  }

  /// Appends what stands before the rows.
  func begin(_ bytes: inout [UInt8]) {
    switch form {
    case .csv: bytes += CSV.line(columns.map(\.name)).utf8
    case .json: bytes += "[".utf8
    case .jsonLines: break
    case .text: append(texts: columns.map(\.title), to: &bytes)
    }
  }

  /// Appends a row.
  mutating func append(_ row: ExportRow, to bytes: inout [UInt8]) {
    defer { isFirst = false }
    switch form {
    case .csv:
      for (place, value) in row.values.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        append(csv: value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "\n"))
    case .json:
      bytes += (isFirst ? "\n" : ",\n").utf8
      append(object: row, to: &bytes)
    case .jsonLines:
      if let event = row.event { return lines.append(event, to: &bytes) }
      append(object: row, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    case .text:
      append(texts: row.values.map(Self.text), to: &bytes)
    }
  }

  /// Appends what stands after the rows.
  func end(_ bytes: inout [UInt8]) {
    if form == .json { bytes += "\n]\n".utf8 }
  }

  // MARK: Forms

  private func append(csv value: ExportValue, to bytes: inout [UInt8]) {
    switch value {
    case .none: break
    case .number(let number), .length(let number), .cents(let number): bytes += "\(number)".utf8
    case .flag(let flag): bytes += "\(flag)".utf8
    case .text(let text): CSV.append(text: text, to: &bytes)
    case .json(let text): CSV.append(text, to: &bytes)
    case .time(let time): bytes += time.millisecondText.utf8
    }
  }

  private func append(object row: ExportRow, to bytes: inout [UInt8]) {
    for (place, (column, value)) in zip(columns, row.values).enumerated() {
      bytes += "\(place == 0 ? "{" : ",")\"\(column.name)\":".utf8
      switch value {
      case .none: bytes += "null".utf8
      case .number(let number), .length(let number), .cents(let number): bytes += "\(number)".utf8
      case .flag(let flag): bytes += "\(flag)".utf8
      case .json(let text): bytes += text
      case .time(let time): bytes += "\"\(time.millisecondText)\"".utf8
      case .text(let text):
        bytes.append(UInt8(ascii: "\""))
        lines.append(string: text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
      }
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private func append(texts: [String], to bytes: inout [UInt8]) {
    var line = ""
    for (column, text) in zip(columns, texts) {
      if !line.isEmpty { line += "  " }
      let padding = String(repeating: " ", count: max(0, column.width - text.displayWidth))
      line += column.alignsRight ? padding + text : text + padding
    }
    let end = line.utf8.lastIndex { $0 != UInt8(ascii: " ") }
    if let end { bytes += line.utf8[...end] }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A value as people read it: nothing in it steers a terminal that shows the file.
  private static func text(_ value: ExportValue) -> String {
    switch value {
    case .none: "–"
    case .number(let number): Grouped.text(number)
    case .flag(let flag): flag ? "yes" : ""
    case .text(let text), .json(let text): Escaped.text(text)
    case .time(let time): time.millisecondText
    case .length(let microseconds): "\(microseconds / 1_000)ms"
    case .cents(let cents): Amount.text(cents)
    }
  }
}

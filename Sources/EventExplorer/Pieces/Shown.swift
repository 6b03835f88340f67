import EventSourcing
import TerminalScreen
import VirtualTime

/// Numbers, times and ids as the screens show them.
enum Shown {
  /// A count with its thousands apart: `12,345`.
  static func count(_ number: Int64) -> String { Grouped.text(number) }

  /// A count with the word for what is counted: `1 event`, `12,345 events`.
  static func count(_ number: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    "\(count(Int64(number))) " + (number == 1 ? one : many ?? one + "s")
  }

  /// A length of time in at most six columns: `21ms`, `2.1s`, `3m05s`, `2h10m`; `–` for none.
  static func length(_ microseconds: Int64?) -> String {
    guard let microseconds else { return "–" }
    guard microseconds >= 0 else { return "-" + length(-max(microseconds, -.max)) }
    let milliseconds = microseconds / 1_000
    switch milliseconds {
    case ..<1_000: return "\(milliseconds)ms"
    case ..<10_000: return "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100)s"
    case ..<60_000: return "\(milliseconds / 1_000)s"
    case ..<3_600_000: return "\(milliseconds / 60_000)m\(padded(milliseconds / 1_000 % 60))s"
    case ..<86_400_000: return "\(milliseconds / 3_600_000)h\(padded(milliseconds / 60_000 % 60))m"
    default: return "\(milliseconds / 86_400_000)d"
    }
  }

  /// The time of the day in UTC: `18:04:19`, or `18:04:17.93`.
  static func timeOfDay(_ instant: Instant, hundredths: Bool) -> String {
    let text = instant.millisecondText
    guard let start = text.firstIndex(of: "T") else { return text }
    return String(text[text.index(after: start)...].prefix(hundredths ? 11 : 8))
  }

  /// Date and time in UTC: `2026-11-24 18:04:19`, or `2026-11-24 18:04:19.93`.
  static func dateTime(_ instant: Instant, hundredths: Bool = false) -> String {
    let text = hundredths ? instant.millisecondText.dropLast(2) : instant.description.dropLast()
    return String(text.map { $0 == "T" ? " " : $0 })
  }

  /// The beginning and the end of an id, in that many columns: `2FyIfr…SqDky`.
  static func shortID(_ text: String, columns: Int) -> String {
    guard text.displayWidth > columns else { return text }
    guard columns >= 5 else { return text.truncated(to: columns) }
    let tail = columns / 2 - 1
    var end = ""
    for character in text.reversed() {
      guard (String(character) + end).displayWidth <= tail else { break }
      end = String(character) + end
    }
    return text.truncated(to: columns - tail) + end
  }

  /// How fast time runs: `1.0×`, `0.25×`, `100×`.
  static func speed(thousandths: Int) -> String {
    switch thousandths {
    case 10_000...: "\(thousandths / 1_000)×"
    case 100...: "\(thousandths / 1_000).\(trimmed(thousandths % 1_000))×"
    default: "0.\(padded(thousandths / 10))×"
    }
  }

  /// Where the index puts an event: `↑42`, `↓3`; a cross before it for a missed one.
  static func displacement(_ places: Int, isMissed: Bool) -> String {
    let distance = places.magnitude
    let number = distance >= StreamRow.window ? "\(StreamRow.window)+" : "\(distance)"
    return (isMissed ? "✗" : "") + (places == 0 ? "" : (places < 0 ? "↑" : "↓") + number)
  }

  /// How far the index moves an event: `42 places earlier`.
  static func move(_ places: Int) -> String {
    count(places.magnitude, "place") + (places < 0 ? " earlier" : " later")
  }

  /// What is wrong with an event's place, in words; nil for one that stands where it was committed and was
  /// not missed.
  static func place(displacement: Int, isMissed: Bool) -> String? {
    let kinds = [
      displacement == 0 ? nil : "out of order: the index puts it " + move(displacement),
      isMissed ? "missed by the checkpoint reader" : nil,
    ].compactMap(\.self)
    return kinds.isEmpty ? nil : kinds.joined(separator: ", ")
  }

  private static func trimmed(_ thousandths: Int) -> String {
    let hundredths = thousandths / 10
    return hundredths.isMultiple(of: 10) ? "\(hundredths / 10)" : padded(hundredths)
  }

  private static func padded(_ number: some BinaryInteger) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

import EventSourcing
import VirtualTime

/// A column of what is exported.
struct ExportColumn: Sendable {
  /// Its name: a heading for spreadsheets, a key in JSON.
  var name: String
  /// Its heading for people.
  var title: String
  /// How wide it is for people; what is wider is not cut.
  var width: Int
  /// Whether its values stand at the right.
  var alignsRight = false
}

/// A value of what is exported.
enum ExportValue {
  /// There is none.
  case none
  case number(Int64)
  case flag(Bool)
  /// Text in UTF-8: other people's data.
  case text(ArraySlice<UInt8>)
  /// JSON as the writer gave it.
  case json(ArraySlice<UInt8>)
  case time(Instant)
  /// A length of time in microseconds.
  case length(Int64)
  /// An amount of money.
  case cents(Int64)
}

/// A row of what is exported.
struct ExportRow {
  /// A value a column.
  var values: [ExportValue]
  /// The event that it is; nil: it is none.
  var event: Event?
}

extension ExportValue {
  /// A time, if there is one.
  init(_ time: Instant?) { self = time.map { .time($0) } ?? .none }

  /// A length of time, if there is one.
  init(length microseconds: Int64?) { self = microseconds.map { .length($0) } ?? .none }
}

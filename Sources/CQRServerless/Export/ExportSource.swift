/// Rows to be exported, read a page at a time.
protocol ExportSource {
  /// The columns of its rows.
  var columns: [ExportColumn] { get }
  /// How many rows there seem to be.
  var total: Int64 { get }
  /// How many events the store has lost, as far as it was read.
  var lost: Int64 { get }

  /// Finds out what there is; may take long.
  mutating func begin(_ run: ExportRun) throws
  /// The next rows, maybe none; nil at the end.
  mutating func next() throws -> [ExportRow]?
}

extension ExportSource {
  /// How many rows are read at a time.
  static var piece: Int64 { 1_000 }

  var lost: Int64 { 0 }
  mutating func begin(_ run: ExportRun) throws {}
}

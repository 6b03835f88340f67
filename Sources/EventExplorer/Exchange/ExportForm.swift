/// What a screen is exported as; the ending of the file's name chooses it.
public enum ExportForm: Hashable, Sendable, CaseIterable {
  /// A table for people.
  case text
  /// A table for spreadsheets: values between commas, a heading first.
  case csv
  /// An array of JSON objects.
  case json
  /// An object a line; events as `cqrs export` prints them, in the order of commits, so that `cqrs import`
  /// takes them.
  case jsonLines

  /// What a file of a name holds.
  public init(fileName: String) {
    let name = fileName.lowercased()
    let form = Self.allCases.first { form in form.ending.map { name.hasSuffix($0) } ?? false }
    self = form ?? .text
  }

  /// What a file's name ends with; nil: with anything else.
  private var ending: String? {
    switch self {
    case .text: nil
    case .csv: ".csv"
    case .json: ".json"
    case .jsonLines: ".jsonl"
    }
  }
}

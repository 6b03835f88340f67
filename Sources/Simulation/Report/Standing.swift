/// Which of several values is the best and which the worst.
///
/// Values within a fiftieth of each other stand level: a tenth more of an event is no merit. What most share is
/// no mark of any one, so it gets none.
package enum Standing: Hashable, Sendable {
  case best
  case worst

  /// The mark behind a value.
  package var mark: String {
    switch self {
    case .best: "*"
    case .worst: "!"
    }
  }

  /// The colour of a value.
  var colour: TextStyle.Colour {
    switch self {
    case .best: .green
    case .worst: .red
    }
  }

  /// How each value stands among all; nil for those between, and for what is not there.
  static func among(_ values: [Int128?], _ preference: Figure.Preference) -> [Standing?] {
    let present = values.compactMap(\.self)
    guard preference != .none, let least = present.min(), let greatest = present.max(),
      !areLevel(least, greatest)
    else { return values.map { _ in nil } }
    let (best, worst) = preference == .higher ? (greatest, least) : (least, greatest)
    let marksBest = present.count { areLevel($0, best) } * 2 <= present.count
    let marksWorst = present.count { areLevel($0, worst) } * 2 <= present.count
    return values.map { value in
      guard let value else { return nil }
      if marksBest, areLevel(value, best) { return .best }
      return marksWorst && areLevel(value, worst) ? .worst : nil
    }
  }

  private static func areLevel(_ left: Int128, _ right: Int128) -> Bool {
    (left - right).magnitude * 50 <= max(left.magnitude, right.magnitude)
  }
}

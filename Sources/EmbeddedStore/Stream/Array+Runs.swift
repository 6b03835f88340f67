extension [Int64] {
  /// The numbers in runs without gaps, as they follow each other: each is read by one question.
  var runs: [ClosedRange<Int64>] {
    var runs: [ClosedRange<Int64>] = []
    for number in self {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs
  }
}

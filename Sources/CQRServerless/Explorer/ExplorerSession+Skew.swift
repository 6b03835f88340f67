import EventExplorer

// What screen 4 asks for.
extension ExplorerSession {
  func perform(_ request: SkewRequest) {
    switch request {
    case .rows(let first, let count):
      read(failing: .skew(.rows(first: first, []))) { session in
        .skew(.rows(first: first, try session.skewRows.read(first: first, count: count)))
      }
    case .figures(let now):
      read(failing: .skew(.figures(nil))) { session in
        .skew(.figures(try session.skewRows.figures(now: now)))
      }
    }
  }
}

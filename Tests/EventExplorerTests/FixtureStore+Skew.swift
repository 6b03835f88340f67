import EventExplorer

extension FixtureStore {
  mutating func answers(to request: SkewRequest) -> [ExplorerAnswer] {
    switch request {
    case .nothing: return []
    }
  }
}

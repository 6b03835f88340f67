import EventExplorer

extension FixtureStore {
  mutating func answers(to request: ReadModelRequest) -> [ExplorerAnswer] {
    switch request {
    case .nothing: return []
    }
  }
}

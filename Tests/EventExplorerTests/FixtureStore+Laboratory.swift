import EventExplorer

extension FixtureStore {
  mutating func answers(to request: LaboratoryRequest) -> [ExplorerAnswer] {
    switch request {
    case .nothing: return []
    }
  }
}

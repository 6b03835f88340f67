// What screen 5 adds to the explorer.
extension ExplorerState {
  mutating func take(_ answer: ReadModelAnswer) {
    switch answer {
    case .nothing: break
    }
  }
}

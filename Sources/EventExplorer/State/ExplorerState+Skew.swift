// What screen 4 adds to the explorer.
extension ExplorerState {
  mutating func take(_ answer: SkewAnswer) {
    switch answer {
    case .nothing: break
    }
  }
}

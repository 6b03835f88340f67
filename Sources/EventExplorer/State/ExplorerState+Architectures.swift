// What screen 6 adds to the explorer.
extension ExplorerState {
  mutating func take(_ answer: LaboratoryAnswer) {
    switch answer {
    case .nothing: break
    }
  }
}

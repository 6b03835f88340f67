import EventExplorer

// What screen 6 asks for.
extension ExplorerSession {
  func perform(_ request: LaboratoryRequest) {
    switch request {
    case .nothing: break
    }
  }
}

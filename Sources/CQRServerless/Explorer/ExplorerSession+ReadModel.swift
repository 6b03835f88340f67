import EventExplorer

// What screen 5 asks for.
extension ExplorerSession {
  func perform(_ request: ReadModelRequest) {
    switch request {
    case .nothing: break
    }
  }
}

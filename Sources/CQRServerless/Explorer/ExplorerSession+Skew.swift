import EventExplorer

// What screen 4 asks for.
extension ExplorerSession {
  func perform(_ request: SkewRequest) {
    switch request {
    case .nothing: break
    }
  }
}

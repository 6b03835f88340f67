import EventExplorer

// What screen 5 asks for.
extension ExplorerSession {
  func perform(_ request: ReadModelRequest) { projector.perform(request) }
}

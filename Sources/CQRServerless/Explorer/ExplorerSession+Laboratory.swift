import EventExplorer

// What screen 6 asks for.
extension ExplorerSession {
  func perform(_ request: LaboratoryRequest) {
    laboratory.perform(request)
  }
}

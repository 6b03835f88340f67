import Dispatch
import EventExplorer

// What screen 6 asks for, and what is exported.
extension ExplorerSession {
  func perform(_ request: LaboratoryRequest) {
    laboratory.perform(request)
  }

  /// Writes a new file, on a thread of its own: a disk may take its time.
  func write(_ text: String, to path: String) {
    DispatchQueue.global(qos: .utility).async { [box] in
      do {
        box.put(.written(path: path, bytes: try NewFile.write(text, to: path)))
      } catch {
        box.put(.notWritten(CommandFailure(error).words))
      }
    }
  }
}

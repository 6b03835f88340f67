import Architectures
import EventSourcing

extension ReaderStrategy {
  /// Whether the strategy has a use on a stream: where nothing appears behind a checkpoint, the others would
  /// only wait.
  func fits(_ form: StreamForm) -> Bool {
    switch form {
    case .eventIDs, .transactions: true
    case .numbers: self == .checkpoint
    }
  }
}

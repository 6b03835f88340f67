import Dispatch
import EventExplorer
import EventSourcing
import Foundation

/// Writes files behind the screen, one at a time, on a queue of its own: a disk may take its time.
///
/// Unchecked, because the lock guards its variable.
final class Exporter: @unchecked Sendable {
  private let box: AnswerBox
  private let queue = DispatchQueue(label: "cqrs.explorer.exporting", qos: .utility)
  private let lock = NSLock()
  /// The number of the export that may go on.
  private var current: Int?

  init(box: AnswerBox) { self.box = box }

  /// Writes a file; `.export` answers tell how that goes on.
  /// - Parameters:
  ///   - export: What is written.
  ///   - source: Its rows, nil for text that is there already; called on the exporter's queue.
  func perform(_ export: Export, _ source: @escaping @Sendable () throws -> (any ExportSource)?) {
    lock.withLock { current = export.number }
    queue.async { [self] in
      let run = ExportRun(
        export: export, isCancelled: { [self] in lock.withLock { current != export.number } },
        tell: { [box] in box.put(.export(ExportProgress(number: export.number, stage: $0))) })
      run.tell(run.write(source))
    }
  }

  /// Cancels the export that runs.
  func cancel() { lock.withLock { current = nil } }

  /// Cancels, and waits until what was begun of a file is gone.
  func end() {
    cancel()
    queue.sync {}
  }
}

import Architectures
import EventSourcing
import Simulation
import VirtualTime

extension SimulateCommand {
  /// What is to be run: the defaults, what the files of parameters say, the options, and what is set by name;
  /// the later wins.
  /// - Throws: `CommandFailure` if a name or a value is off.
  func experiment() throws -> Experiment {
    var experiment = Experiment()
    for path in parameters { try read(path, into: &experiment) }
    if load.burst { experiment.options.cloud.setBurst(true) }
    if faults.degraded { experiment.options.cloud.index.lag = .degradedIndexLag }
    if !reader.isEmpty {
      experiment.options.readers = ReaderStrategy.allCases.filter(reader.contains)
    }
    do {
      for (option, text) in load.given + faults.given {
        try experiment.set(.named(option), to: text, called: "--\(option)")
      }
      for assignment in set { try experiment.assign(assignment) }
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    return experiment
  }

  private func read(_ path: String, into experiment: inout Experiment) throws {
    let file = path == "-" ? "standard input" : path
    let place = { (number: Int) in "\(file), line \(number)" }
    try LineSource(path).forEachLine(calling: place) { bytes, number in
      guard var line = String(validating: bytes, as: UTF8.self) else {
        throw CommandFailure(.input, "\(place(number)): it is not UTF-8")
      }
      // Some editors begin a file with it.
      if number == 1, line.hasPrefix("\u{feff}") { line.removeFirst() }
      do {
        try experiment.read(line: line)
      } catch let error as InvalidParameter {
        throw CommandFailure(error.isMalformed ? .input : .usage, "\(place(number)): \(error)")
      }
    }
  }
}

extension InvalidParameter {
  /// Whether a file that holds it is malformed, not only off.
  fileprivate var isMalformed: Bool {
    switch self {
    case .malformed, .noAssignment, .notANumber: true
    case .unknown, .outOfRange, .tooManyPoints, .contradiction: false
    }
  }
}

import Architectures
public import EventSourcing
import Simulation
import TerminalScreen

// What screen 6 adds to the explorer.
extension ExplorerState {
  mutating func take(_ answer: LaboratoryAnswer) {
    laboratory.take(answer)
    guard case .ended(let number) = answer else { return }
    var isTyping = false
    if case .value = overlay { isTyping = true }
    guard laboratory.end(number, showing: !isTyping) else { return }
    guard let results = laboratory.results else { return say("cancelled: nothing was run") }
    let (words, isSound) = results.summary
    let key = screen == .architectures ? ExplorerAction.nextPane : .architectures
    let isInView = screen == .architectures && laboratory.pane == .results
    let place = isInView ? "" : ": \(keys.keys(of: key).first?.name ?? "") shows what each did"
    say(words + place, isSound ? .good : .warning)
  }

  // MARK: Keys

  /// Runs the architectures that are chosen.
  mutating func runArchitectures() {
    do {
      for request in try laboratory.run() { ask(request) }
    } catch {
      say("\(error)".replacing("--", with: ""), .warning)
    }
  }

  /// Does what Enter does there.
  mutating func openInArchitectures() {
    if let architecture = laboratory.chosenArchitecture { return openLive(architecture) }
    switch laboratory.form.selected {
    case .run:
      if let obstacle = obstacle(to: .run) { return say(obstacle, .warning) }
      runArchitectures()
    case .architecture: laboratory.form.toggle()
    case .parameter: overlay = .value(TextField())
    }
  }

  /// Takes a key of a value that is typed into the form.
  mutating func handleValue(_ field: TextField, _ key: Key) {
    var field = field
    message = nil
    switch key {
    case .escape: return overlay = nil
    case .enter:
      overlay = nil
      guard !field.text.isEmpty else { return }
      do {
        try laboratory.form.set(field.text)
      } catch {
        say("\(error)", .warning)
      }
      return
    default: _ = field.handle(key)
    }
    overlay = .value(field)
  }

  /// Why nothing can be run now, in words.
  var obstacleToRun: String? {
    guard screen == .architectures else {
      return "\(keyName(.run)) runs the architectures of screen 6"
    }
    if laboratory.underWay != nil { return "they are running: Esc cancels" }
    return laboratory.form.architectures.isEmpty ? "no architecture is chosen" : nil
  }

  // MARK: Live

  /// Opens an architecture live with the load that the results are of.
  private mutating func openLive(_ architecture: ArchitectureName) {
    guard let options = laboratory.results?.options else { return }
    let (settings, differences) = options.live(
      speedThousandths: canMove ? status.settings.speedThousandths : 1_000)
    openLive(
      LiveOpening(architecture: architecture, settings: settings, seed: options.seed),
      differences: differences)
  }

  /// Asks for a demo in the place of what is explored; twice, if something is lost with that.
  /// - Parameters:
  ///   - opening: The demo.
  ///   - differences: What of the wanted load it does not have, in words.
  mutating func openLive(_ opening: LiveOpening, differences: [String] = []) {
    let name = opening.architecture.rawValue
    guard pending == nil else { return say("a demo is being opened: wait a moment") }
    if let loss = lossOfOpening, askedToOpen != opening {
      askedToOpen = opening
      return say("Enter again opens a demo of \(name)\(loss)", .warning)
    }
    askedToOpen = nil
    pending = PendingOpening(
      origin: screen == .architectures ? screen : nil, differences: differences)
    overlay = nil
    ask(.openLive(opening))
    say("opening \(name) …")
  }

  /// What is lost when a demo is opened, in words; a demo's events are kept nowhere anyway.
  private var lossOfOpening: String? {
    if subject.kind != .demo { return " in the place of this store" }
    return draft.isWorthKeeping ? "; the draft of an event is lost" : nil
  }

  /// Goes on with another demo, on screen 1: what is known of the one before is forgotten; what the
  /// architectures did, and how the terminal is used, is not.
  /// - Parameters:
  ///   - subject: The demo.
  ///   - status: How it stands.
  /// - Returns: What is wanted.
  public mutating func open(
    _ subject: ExplorerSubject, status: ReplicationStatus
  ) -> [ExplorerRequest] {
    var preferences = ExplorerPreferences()
    (preferences.keys, preferences.theme) = (keys, theme)
    (preferences.reader, preferences.hasMouse) = (reader, hasMouse)
    var next = ExplorerState(
      subject: subject, size: size, status: status, preferences: preferences)
    next.laboratory = laboratory
    next.finder.past = finder.past
    next.lastInterrupt = lastInterrupt
    if let origin = pending?.origin { next.trail = [origin] }
    var words = "\(subject.architecture.rawValue) live"
    if let differences = pending?.differences, !differences.isEmpty {
      words += ", with \(differences.joined(separator: ", "))"
    }
    if pending?.origin != nil { words += "; Esc goes back to the results" }
    // The header tells the load too: this may be cut off.
    next.say(words + ": " + status.settings.words(withShards: subject.hasShards), .good)
    self = next
    return takeRequests()
  }
}

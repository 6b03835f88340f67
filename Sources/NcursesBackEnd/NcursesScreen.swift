import CNcurses
import Glibc
public import TerminalScreen

/// The terminal of the program: shows grids, and waits for keys, signals and calls from elsewhere.
///
/// All of it is for one thread, the main one; only its ``waker`` is for any. While it is open the
/// program may use neither standard input nor ncurses, and a crash puts the terminal back.
public final class NcursesScreen {
  /// Wakes ``wait(until:)`` from any thread.
  public let waker: ScreenWaker
  /// The terminal's size.
  public internal(set) var size: TerminalSize
  /// Whether letters beyond ASCII are shown; if not, they are drawn as ``Cell/asciiForm``.
  public let isUnicode: Bool

  var output: TerminalOutput
  var decoder: KeyDecoder
  let signals: Int32
  /// Signals that came and were not answered yet.
  var raised: Set<Int32> = []
  var isSuspended = false
  var isOpen = true
  var hasMouse: Bool
  var shown: Grid
  /// What could not be shown yet, for the terminal stood still.
  var waiting: (grid: Grid, cursor: (row: Int, column: Int)?)?
  /// When the colour of the background was asked for, while there is no answer.
  var askedAt: Int64?
  private var palette: Palette
  private let depth: ColourDepth
  private let knowsModes: Bool

  static let input: Int32 = STDIN_FILENO

  /// Takes the terminal.
  ///
  /// - Parameters:
  ///   - mouse: Whether clicks and the wheel come to the program, not to the terminal.
  ///   - theme: How roles look.
  /// - Throws: `TerminalUnusable`, with not one byte sent.
  public init(mouse: Bool = true, theme: Theme = .dark) throws(TerminalUnusable) {
    let type = try NcursesScreen.checkedType()
    isUnicode = TerminalLocale.adopt()
    size = NcursesScreen.currentSize
    var eraseByte: UInt8 = 0
    guard let waker = ScreenWaker() else { throw .outOfResources }
    guard cncurses_save_settings(NcursesScreen.input, &eraseByte) else {
      throw .inputIsNoTerminal
    }
    let noColour = NcursesScreen.environment("NO_COLOR") != nil
    switch cncurses_open(type, Int32(size.rows), Int32(size.columns), !noColour) {
    case cncurses_ok: break
    case cncurses_unknown_terminal: throw .typeUnknown(type)
    case cncurses_poor_terminal: throw .typeTooPoor(type)
    default: throw .outOfResources
    }
    signals = cncurses_catch_signals()
    guard signals >= 0 else {
      cncurses_close()
      throw .outOfResources
    }
    self.waker = waker
    hasMouse = mouse
    decoder = KeyDecoder(eraseByte: eraseByte == 0 ? 0x7F : eraseByte)
    output = TerminalOutput(terminal: STDOUT_FILENO)
    depth = noColour ? .none : ColourDepth(colours: Int(cncurses_colours()))
    palette = Palette(theme, depth: depth)
    knowsModes = cncurses_knows_modes()
    shown = Grid(size: size)
    guardAgainstCrashes()
    enter()
    output.flush()
  }

  deinit {
    close()
  }

  // MARK: What is shown

  /// Shows a grid: sends what changed, at once and whole; nothing if nothing did.
  ///
  /// While the terminal stands still the grid waits, and only the last one is shown when it goes on.
  /// - Parameters:
  ///   - grid: What to show; what is beyond the terminal's size is cut.
  ///   - cursor: Where the cursor is to be seen, if anywhere.
  public func present(_ grid: Grid, cursor: (row: Int, column: Int)? = nil) {
    guard isOpen, !isSuspended else { return }
    output.flush()
    guard output.isIdle else {
      waiting = (grid, cursor)
      return
    }
    waiting = nil
    draw(grid.changes(from: shown))
    shown = grid
    if let cursor {
      cncurses_set_cursor(Int32(clamping: cursor.row), Int32(clamping: cursor.column))
    } else {
      cncurses_set_cursor(-1, -1)
    }
    sendDrawn()
  }

  /// Draws all of the screen anew, for a terminal that something else has written to.
  public func redraw() {
    guard isOpen, !isSuspended else { return }
    cncurses_invalidate()
    output.flush()
    if output.isIdle { sendDrawn() }
  }

  /// Gives the mouse back to the terminal, or takes it.
  public func takeMouse(_ isWanted: Bool) {
    guard hasMouse != isWanted else { return }
    hasMouse = isWanted
    guard isOpen, !isSuspended, knowsModes else { return }
    output.append((isWanted ? Modes.mouseOn : Modes.mouseOff).utf8)
    output.flush()
  }

  /// Takes another theme; it is seen with the next grid that is shown.
  public func use(_ theme: Theme) {
    palette = Palette(theme, depth: depth)
    // Attributes differ, too: every cell is put again, and ncurses sends those that changed.
    shown = Grid(size: TerminalSize(columns: 0, rows: 0))
  }

  /// Asks the terminal for the colour of its background; the answer, if there is one, is a
  /// ``TerminalInput/background(_:)`` of ``wait(until:)``, whenever it comes.
  public func askForBackground() {
    // The Linux console shows the question of older kernels; without colours there is no use for it.
    let isConsole = NcursesScreen.environment("TERM")?.hasPrefix("linux") == true
    guard isOpen, !isSuspended, knowsModes, depth != .none, !isConsole else { return }
    askedAt = MonotonicClock.now
    output.append(Modes.backgroundQuestion.utf8)
    output.flush()
  }

  /// Puts text into the clipboard of the terminal (OSC 52), which may refuse it silently.
  public func copy(_ text: String) {
    guard isOpen, !isSuspended, knowsModes else { return }
    output.append(Modes.copying(Array(text.utf8)).utf8)
    output.flush()
  }

  /// Draws what changed.
  ///
  /// ncurses scrolls whatever rows it finds again elsewhere, and then draws the others whole. Where rows
  /// change in a few cells only that is more work than to draw those: it is given every other row first,
  /// among which there is nothing to scroll.
  private func draw(_ changes: [GridChange]) {
    let cells = changes.reduce(0) { $0 + $1.cells.count }
    let rows = Set(changes.map(\.row)).count
    guard cells * 6 < rows * size.columns else { return changes.forEach(put) }
    for change in changes where change.row.isMultiple(of: 2) { put(change) }
    cncurses_update()
    for change in changes where !change.row.isMultiple(of: 2) { put(change) }
  }

  private func put(_ change: GridChange) {
    guard change.row < size.rows else { return }
    for (column, cell) in zip(change.column..., change.cells) where column < size.columns {
      guard let text = cell.text else { continue }
      let next = change.cells.startIndex + column - change.column + 1
      let isWide = next < change.cells.endIndex && change.cells[next].text == nil
      let isCut = isWide && column + 1 == size.columns
      let drawn = isCut ? " " : isUnicode ? text : cell.asciiForm.text ?? " "
      put(
        drawn, width: isWide && !isCut && isUnicode ? 2 : 1, style: cell.style,
        row: change.row, column: column)
      if isWide, !isUnicode {
        put(" ", width: 1, style: cell.style, row: change.row, column: column + 1)
      }
    }
  }

  private func put(_ text: Character, width: Int32, style: Style, row: Int, column: Int) {
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: 8) { scalars in
      var count = 0
      for scalar in text.unicodeScalars.prefix(scalars.count) {
        scalars[count] = wchar_t(bitPattern: scalar.value)
        count += 1
      }
      cncurses_put(
        Int32(row), Int32(column), scalars.baseAddress, Int32(count), width,
        palette.attributes(of: style), palette.pair(of: style))
    }
  }

  /// A frame that a terminal cannot take in one piece is to be shown in one all the same.
  private func sendDrawn() {
    cncurses_update()
    let isLong = knowsModes && cncurses_output_length() > 4_096
    if isLong { output.append(Modes.frameBegins.utf8) }
    output.appendDrawn()
    if isLong { output.append(Modes.frameEnds.utf8) }
    output.flush()
  }

  // MARK: Coming and going

  /// Takes the terminal: its settings, and our modes.
  func enter() {
    _ = cncurses_set_raw(NcursesScreen.input)
    cncurses_hold_errors()
    isSuspended = false
    if knowsModes {
      output.append(Modes.on.utf8)
      if hasMouse { output.append(Modes.mouseOn.utf8) }
    }
  }

  /// Gives the terminal back as it was.
  /// - Parameter patience: How long a terminal that stands still is waited for, in microseconds.
  func leave(patience: Int64 = 300_000) {
    guard !isSuspended else { return }
    isSuspended = true
    waiting = nil
    output.drain(for: patience)
    awaitAnswer()
    if !output.isIdle { output.discard() }
    if knowsModes { output.append(Modes.off.utf8) }
    cncurses_leave()
    output.appendDrawn()
    output.drain(for: patience)
    cncurses_restore_settings(NcursesScreen.input)
    cncurses_pass_errors()
  }

  /// Gives the terminal to another program until ``resume()``: an editor, say.
  public func suspend() {
    guard isOpen else { return }
    leave()
  }

  /// Takes the terminal back after ``suspend()``, draws what was shown, and learns its size.
  public func resume() {
    guard isOpen, isSuspended else { return }
    var eraseByte: UInt8 = 0
    _ = cncurses_save_settings(NcursesScreen.input, &eraseByte)
    if adoptSize() { raised.insert(SIGWINCH) }
    enter()
    sendDrawn()
  }

  /// Stops the program because the one that has the terminal was stopped, and returns when it goes on:
  /// the terminal remains the other's.
  public func stopWithOther() {
    guard isOpen, isSuspended else { return }
    stopGroup()
  }

  private func stopGroup() {
    cncurses_stop()
    collectSignals()
    raised.subtract([SIGTSTP, SIGCONT])
  }

  /// Stops the program as Ctrl-Z does in a shell, and returns when it goes on.
  public func stop() {
    suspend()
    stopGroup()
    // A program that was woken to end stays out of the terminal, which is somebody else's by now.
    if endingSignal == nil { resume() }
  }

  /// Ends: the terminal is as it was before, and what the signals did, they do again.
  public func close() {
    guard isOpen else { return }
    let isOurs = !isSuspended
    leave()
    isOpen = false
    if isOurs { tcflush(NcursesScreen.input, TCIFLUSH) }  // the mouse's last reports
    cncurses_unguard()
    cncurses_release_signals()
    cncurses_close()
  }

  /// Takes over a new size; returns whether it is one.
  @discardableResult
  func adoptSize() -> Bool {
    let now = NcursesScreen.currentSize
    guard now != size else { return false }
    size = now
    cncurses_resize(Int32(now.rows), Int32(now.columns))
    // ncurses keeps what stood in both; that the grid differs in size has all of it put again.
    return true
  }

  private func guardAgainstCrashes() {
    var bytes = knowsModes ? Array(Modes.off.utf8) : []
    bytes += [UInt8](unsafeUninitializedCapacity: 400) { buffer, count in
      count = buffer.withMemoryRebound(to: CChar.self) {
        cncurses_leaving_bytes($0.baseAddress, $0.count)
      }
    }
    bytes.append(0x0D)
    cncurses_guard(output.descriptor, NcursesScreen.input, bytes, bytes.count)
  }

  // MARK: The surroundings

  private static func checkedType() throws(TerminalUnusable) -> String {
    guard isatty(STDIN_FILENO) == 1 else { throw .inputIsNoTerminal }
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
    guard let type = environment("TERM") else { throw .typeMissing }
    guard type != "dumb" else { throw .typeTooPoor(type) }
    return type
  }

  /// What the environment says, if it says anything.
  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static var currentSize: TerminalSize {
    var (rows, columns): (Int32, Int32) = (24, 80)
    _ = cncurses_window_size(STDOUT_FILENO, &rows, &columns)
    return TerminalSize(columns: Int(columns), rows: Int(rows))
  }
}

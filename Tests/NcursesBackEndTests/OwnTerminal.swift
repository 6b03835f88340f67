import Glibc

/// A pseudo-terminal that this very process gets as its standard input and output.
///
/// For exit tests only, whose process is theirs alone. What the program sends is read, what is
/// typed is written, by the test itself.
final class OwnTerminal {
  /// The system gave no terminal.
  struct Missing: Error {}

  /// TIOCSPTLCK and TIOCGPTN, of which Swift knows only the functions built on them, and not those.
  private static let (lock, number): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// The end at which the user sits; -1 when it was hung up.
  private var user: Int32
  /// The terminal.
  private let terminal: Int32

  /// Makes the terminal, of type `xterm-256color`, this process's own.
  init(columns: Int, rows: Int) throws {
    user = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (number, isLocked): (Int32, Int32) = (0, 0)
    guard user >= 0, ioctl(user, OwnTerminal.lock, &isLocked) == 0,
      ioctl(user, OwnTerminal.number, &number) == 0
    else { throw Missing() }
    terminal = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0, dup2(terminal, STDIN_FILENO) >= 0, dup2(terminal, STDOUT_FILENO) >= 0
    else { throw Missing() }
    setenv("TERM", "xterm-256color", 1)
    setenv("LC_ALL", "C.UTF-8", 1)
    unsetenv("NO_COLOR")
    OwnTerminal.acceptSignals()
    resize(columns: columns, rows: rows)
  }

  /// Lets signals reach this thread, which is one of Dispatch's: those block them all.
  private static func acceptSignals() {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_UNBLOCK, &all, nil)
  }

  /// Gives the terminal another size, and tells the program as the kernel would.
  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(user, UInt(TIOCSWINSZ), &size)
    raise(SIGWINCH)
  }

  /// Types.
  func type(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(user, $0.baseAddress, $0.count) }
  }

  /// Goes away, as a window does that is closed.
  func hangUp() {
    close(user)
    user = -1
  }

  /// All that was sent and not read yet.
  func sent() -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4_096)
    while case var request = pollfd(fd: user, events: Int16(POLLIN), revents: 0),
      poll(&request, 1, 0) > 0
    {
      let count = read(user, &piece, piece.count)
      guard count > 0 else { break }
      bytes += piece.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What was sent without the sequences that set attributes and modes or choose letters.
  static func plain(_ sent: String) -> String {
    sent.replacing(/\u{1b}\[[?0-9;]*[A-Za-z]|\u{1b}\([0B]/, with: "")
  }

  /// The settings that keys and output are treated with.
  var settings: [UInt32] {
    var settings = termios()
    tcgetattr(terminal, &settings)
    return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
  }
}

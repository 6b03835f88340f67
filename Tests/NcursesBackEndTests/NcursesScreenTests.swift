import Glibc
import NcursesBackEnd
import TerminalScreen
import Testing

/// The screen on a terminal of its own: each test in a process of its own.
@Suite struct NcursesScreenTests {
  @Test func `the terminal is as it was before, and left the way it was entered`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let before = terminal.settings
      let screen = try NcursesScreen()
      screen.present(Grid(size: screen.size))
      #expect(terminal.settings != before)
      let entered = terminal.sent()
      screen.close()
      let left = terminal.sent()
      #expect(terminal.settings == before)
      for mode in ["1049", "2004", "1000", "1006"] {
        #expect(entered.contains("\u{1b}[?\(mode)h"))
        #expect(left.contains("\u{1b}[?\(mode)l"))
      }
      #expect(left.contains("\u{1b}[?25h") || left.contains("\u{1b}[?12l\u{1b}[?25h"))
      exit(0)
    }
  }

  @Test func `a grid that did not change sends nothing, one that did sends what did`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let screen = try NcursesScreen()
      var grid = Grid(size: screen.size)
      grid.write("漢字 é 👩‍💻 \u{1b}[31m", row: 3, column: 4)
      screen.present(grid)
      let first = terminal.sent()
      #expect(OwnTerminal.plain(first).contains("漢字 é 👩 \\u{1b}[31m"))
      screen.present(grid)
      #expect(terminal.sent() == "")
      grid.write("x", row: 5, column: 6)
      screen.present(grid)
      let second = terminal.sent()
      #expect(second.contains("x"))
      #expect(second.utf8.count < 20)
      exit(0)
    }
  }

  @Test func `rows that differ in little send little, also where some stood elsewhere`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 100, rows: 40)
      let screen = try NcursesScreen()
      func list(from first: Int) -> Grid {
        var grid = Grid(size: screen.size)
        for row in 0..<40 {
          let name = String(repeating: "the same words in each row ", count: 3)
          grid.write("\(name) \(first + row)", row: row, column: 2)
        }
        return grid
      }
      screen.present(list(from: 100))
      _ = terminal.sent()
      screen.present(list(from: 120))
      let bytes = terminal.sent().utf8.count
      #expect(bytes < 800, "\(bytes) bytes for 40 numbers")
      exit(0)
    }
  }

  @Test func `keys come as they are typed, Esc after its delay`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let screen = try NcursesScreen()
      terminal.type("j\u{1b}[A\u{13}\u{1c}")
      #expect(
        screen.wait() == [
          .input(.key(.character("j"))), .input(.key(.up)), .input(.key(.control("s"))),
          .input(.key(.control("\\"))),
        ])
      terminal.type("\u{1b}")
      let typed = MonotonicClock.now
      #expect(screen.wait() == [.input(.key(.escape))])
      #expect(MonotonicClock.now - typed >= KeyDecoder.escapeDelay)
      exit(0)
    }
  }

  @Test func `a wait ends at its time, by a call and by a new size`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let screen = try NcursesScreen()
      let deadline = MonotonicClock.now + 2_000
      #expect(screen.wait(until: deadline) == [])
      #expect(MonotonicClock.now >= deadline)
      screen.waker.wake()
      screen.waker.wake()
      #expect(screen.wait() == [.woken])
      terminal.resize(columns: 50, rows: 12)
      #expect(screen.wait() == [.resized(TerminalSize(columns: 50, rows: 12))])
      #expect(screen.size == TerminalSize(columns: 50, rows: 12))
      exit(0)
    }
  }

  @Test(arguments: [SIGHUP, SIGINT, SIGTERM, SIGQUIT])
  func `a signal that ends the program is told, and the terminal can be put back`(number: Int32)
    async
  {
    await #expect(processExitsWith: .success) { [number = number as Int32] in
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let before = terminal.settings
      let screen = try NcursesScreen()
      raise(number)
      #expect(screen.wait() == [.terminate(number)])
      screen.close()
      #expect(terminal.settings == before)
      exit(0)
    }
  }

  @Test func `a terminal that is gone ends every wait`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let screen = try NcursesScreen()
      terminal.hangUp()
      #expect(screen.wait().last == .hangup)
      screen.present(Grid(size: TerminalSize(columns: 4, rows: 4)))
      #expect(screen.wait().last == .hangup)
      screen.close()
      exit(0)
    }
  }

  @Test func `while the terminal stands still frames are left out, and then the last is shown`()
    async
  {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 200, rows: 60)
      let screen = try NcursesScreen()
      for number in 0..<200 {
        var grid = Grid(size: screen.size)
        for row in 0..<60 {
          grid.write(
            String(repeating: "\(number + row) ", count: 60), row: row, column: 0)
        }
        grid.write("frame \(number)", row: 0, column: 0)
        screen.present(grid)
      }
      var text = ""
      while !text.contains("199") {
        text += terminal.sent()
        #expect(screen.wait(until: MonotonicClock.now + 1_000) == [])
      }
      screen.close()
      exit(0)
    }
  }

  @Test func `without UTF-8 and colours nothing beyond ASCII and no colour is sent`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      setenv("LC_ALL", "C", 1)
      setenv("NO_COLOR", "1", 1)
      let screen = try NcursesScreen()
      var grid = Grid(size: screen.size)
      grid.drawBox(Rect(screen.size), title: "漢字 é")
      grid.write("▶ bad", row: 2, column: 2, style: Style(.bad))
      screen.present(grid)
      let text = terminal.sent()
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
      #expect(text.contains("> bad") || text.contains(">"))
      #expect(text.contains("+-"))
      #expect(!text.contains(/\u{1b}\[([0-9]+;)*[34][0-9][;0-9]*m/))
      exit(0)
    }
  }

  @Test func `the background is asked for once, and an answer however late is no key`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let screen = try NcursesScreen()
      #expect(!terminal.sent().contains("]11;?"))
      screen.askForBackground()
      #expect(terminal.sent() == "\u{1b}]11;?\u{7}")
      terminal.type("a")
      #expect(screen.wait() == [.input(.key(.character("a")))])
      terminal.type("\u{1b}]11;rgb:fd")
      #expect(screen.wait(until: MonotonicClock.now + 60_000) == [])
      terminal.type("fd/f6f6/e3e3\u{1b}\\b")
      let colour = RGBColour(red: 253, green: 246, blue: 227)
      #expect(screen.wait() == [.input(.background(colour)), .input(.key(.character("b")))])
      exit(0)
    }
  }

  @Test func `who leaves at once takes the answer along, so that the shell does not get it`() async
  {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let screen = try NcursesScreen()
      screen.askForBackground()
      terminal.type("\u{1b}]11;rgb:0000/0000/0000\u{7}")
      screen.suspend()
      var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      #expect(poll(&request, 1, 0) == 0)
      exit(0)
    }
  }

  @Test func `another theme draws what is shown anew, in its colours`() async {
    await #expect(processExitsWith: .success) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let screen = try NcursesScreen(theme: .dark)
      var grid = Grid(size: screen.size)
      grid.write("missed", row: 2, column: 2, style: Style(.bad))
      screen.present(grid)
      #expect(terminal.sent().contains("38;5;210"))
      screen.use(.light)
      screen.present(grid)
      let anew = terminal.sent()
      #expect(anew.contains("38;5;124") && anew.contains("missed"))
      exit(0)
    }
  }

  @Test(arguments: ["", "dumb", "no-such-terminal"])
  func `a terminal that can show no screen is refused without a byte`(type: String) async {
    await #expect(processExitsWith: .success) { [type = type as String] in
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      setenv("TERM", type, 1)
      let before = terminal.settings
      #expect(throws: TerminalUnusable.self) { try NcursesScreen() }
      #expect(terminal.sent() == "")
      #expect(terminal.settings == before)
      exit(0)
    }
  }

  @Test func `a crash leaves the terminal as it was and says what happened`() async {
    let result = await #expect(
      processExitsWith: .signal(SIGTRAP), observing: [\.standardErrorContent]
    ) {
      let terminal = try OwnTerminal(columns: 40, rows: 10)
      let screen = try NcursesScreen()
      screen.present(Grid(size: screen.size))
      _ = terminal.sent()
      raise(SIGTRAP)
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("cqrs crashed: SIGTRAP"))
  }
}

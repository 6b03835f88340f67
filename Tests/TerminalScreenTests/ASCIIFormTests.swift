import TerminalScreen
import Testing

/// What is left of our lines and signs on a terminal that knows nothing beyond ASCII.
@Suite struct ASCIIFormTests {
  @Test(
    arguments: [
      ("⠒", "-"), ("⠤", "-"), ("⢄", "\\"), ("⠑", "\\"), ("⡠", "/"), ("⠊", "/"), ("⡇", "|"),
      ("⠈", "."),
      ("⣿", "X"), ("│", "|"), ("─", "-"), ("↑", "^"), ("漢", "?"),
    ] as [(Character, Character)])
  func `a sign becomes what resembles it, a line of dots the way it goes`(
    sign: Character, form: Character
  ) {
    #expect(Cell(sign).asciiForm.text == form)
  }
}

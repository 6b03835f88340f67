import Foundation
import Testing

@testable import TerminalScreen

/// What roles look like: to be read on every background that a theme is for, and to be told apart without
/// colours.
@Suite struct ThemeTests {
  /// Black and white, and what terminals have in their place.
  private static let grounds: [(Theme, [RGBColour])] = [
    (.dark, ["#000000", "#1e1e1e", "#282c34", "#002b36"].compactMap(RGBColour.init(hexadecimal:))),
    (.light, ["#ffffff", "#fafafa", "#fdf6e3"].compactMap(RGBColour.init(hexadecimal:))),
  ]

  /// Relative luminance and contrast as WCAG 2 defines them.
  private func contrast(_ left: RGBColour, _ right: RGBColour) -> Double {
    func luminance(_ colour: RGBColour) -> Double {
      let parts = [colour.red, colour.green, colour.blue].map { value in
        let share = Double(value) / 255
        return share <= 0.040_45 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (light, dark) = (
      max(luminance(left), luminance(right)), min(luminance(left), luminance(right))
    )
    return (light + 0.05) / (dark + 0.05)
  }

  @Test(arguments: Style.Role.allCases)
  func `every role has contrast enough on every background, selected too`(role: Style.Role) throws {
    for (theme, grounds) in Self.grounds {
      for isSelected in [false, true] {
        let drawn = theme.drawn(role, isSelected: isSelected, at: .full)
        // The terminal's own colour on its own background is the user's.
        guard let foreground = drawn.foreground else { continue }
        let behind = drawn.background.map { [TerminalColour.rgb(of: $0)] } ?? grounds
        let needed = role == .line ? 2 : role == .quiet && !isSelected ? 3 : 4.5
        for ground in behind {
          let found = contrast(TerminalColour.rgb(of: foreground), ground)
          #expect(found >= needed, "\(role) \(isSelected ? "selected" : "") \(found)")
        }
      }
    }
  }

  @Test(arguments: ColourDepth.allCases)
  func `what is selected has one background from edge to edge`(depth: ColourDepth) {
    for theme in [Theme.dark, .light] {
      let text: [Style.Role] = [.normal, .quiet, .heading, .key, .accent, .good, .warning, .bad]
      let grounds = text.map { role -> [String] in
        let drawn = theme.drawn(role, isSelected: true, at: depth)
        let isReversed = drawn.attributes.contains(.reversed)
        return [
          "\(drawn.background.map(String.init) ?? "own")",
          isReversed ? "\(drawn.foreground.map(String.init) ?? "own")" : "not reversed",
        ]
      }
      #expect(Set(grounds).count == 1, "\(depth)")
      #expect(grounds.first != ["own", "not reversed"], "\(depth)")
    }
  }

  @Test func `without colours what matters is told apart by attributes`() {
    for theme in [Theme.dark, .light] {
      func plain(_ role: Style.Role) -> TextAttributes {
        let drawn = theme.drawn(role, isSelected: false, at: .none)
        #expect(drawn.foreground == nil && drawn.background == nil)
        return drawn.attributes
      }
      #expect(plain(.bad) != plain(.warning))
      for role in [.bad, .warning, .key, .heading, .bar, .tab, .match, .quiet] as [Style.Role] {
        #expect(plain(role) != plain(.normal), "\(role)")
      }
      #expect(theme.drawn(.normal, isSelected: true, at: .none).attributes.contains(.reversed))
      #expect(plain(.tab) != plain(.bar))
    }
  }

  @Test(arguments: [ColourDepth.eight, .sixteen, .full])
  func `no number of a colour is beyond what the terminal has`(depth: ColourDepth) {
    let most = depth == .eight ? 8 : depth == .sixteen ? 16 : 256
    var changed = Theme.dark
    changed[.bad] = Theme.Look(foreground: TerminalColour(RGBColour(red: 255, green: 0, blue: 9)))
    for theme in [Theme.dark, .light, changed] {
      for role in Style.Role.allCases {
        for isSelected in [false, true] {
          let drawn = theme.drawn(role, isSelected: isSelected, at: depth)
          for number in [drawn.foreground, drawn.background].compactMap(\.self) {
            #expect(number < most)
          }
        }
      }
    }
  }

  @Test(
    arguments: [
      ("#d0a000", 178, 3, 3), ("red", 1, 1, 1), ("bright-red", 9, 9, 1), ("236", 236, 0, 0),
      ("#ffffff", 231, 15, 7),
    ] as [(String, UInt8, UInt8, UInt8)])
  func `a colour is given by hexadecimal digits, name or number`(
    text: String, full: UInt8, sixteen: UInt8, eight: UInt8
  ) {
    #expect(TerminalColour(text) == TerminalColour(full: full, sixteen: sixteen, eight: eight))
  }

  @Test(arguments: ["", "256", "-1", "+1", "#fff", "#+12345", "#12345g", "rosy"])
  func `what is no colour is none`(text: String) {
    #expect(TerminalColour(text) == nil)
  }

  @Test(
    arguments: [
      ("15;0", .dark), ("0;15", .light), ("0;default;15", .light), ("7;8", .dark), ("0;7", .light),
      ("0;default", nil), ("", nil), (nil, nil), ("1;99", nil),
    ] as [(String?, TerminalBackground?)])
  func `COLORFGBG tells the background`(text: String?, background: TerminalBackground?) {
    #expect(TerminalBackground(colourVariable: text) == background)
  }

  @Test(
    arguments: [
      ("#000000", .dark), ("#002b36", .dark), ("#282c34", .dark), ("#5f5f5f", .dark),
      ("#fdf6e3", .light), ("#ffffff", .light), ("#d0d0d0", .light),
    ] as [(String, TerminalBackground)])
  func `a colour is dark or light`(text: String, background: TerminalBackground) throws {
    let colour = try #require(RGBColour(hexadecimal: text))
    #expect(TerminalBackground(colour) == background)
  }

  @Test func `a role's name is written as other names are`() {
    #expect(Style.Role.jsonName.name == "json-name")
    #expect(Set(Style.Role.allCases.map(\.name)).count == Style.Role.allCases.count)
  }
}

import Architectures
import EventSourcing
import TOMLKit

// The table of what the command line does not say.
extension ConfigReader {
  mutating func readDefaults(_ table: TOMLTable) {
    for text in table.keys {
      guard let value = table[text] else { continue }
      guard let name = DemoDefaults.Name(rawValue: text) else {
        note(
          ["defaults", text], unknown: "default", text,
          among: DemoDefaults.Name.allCases.map(\.rawValue))
        continue
      }
      read(value, of: name)
    }
  }

  private mutating func read(_ value: any TOMLValueConvertible, of name: DemoDefaults.Name) {
    switch name {
    case .rate: configuration.defaults.rate = number(value, name)
    case .writers: configuration.defaults.writers = number(value, name)
    case .shards: configuration.defaults.shards = number(value, name)
    case .clockSkew: configuration.defaults.clockSkew = number(value, name)
    case .accounts: configuration.defaults.accounts = number(value, name)
    case .speed:
      let speeds = DemoDefaults.speeds
      let speed = value.double ?? value.int.map(Double.init)
      guard let speed, speeds.contains(speed) else {
        return note(
          ["defaults", name.rawValue],
          "speed is a number from \(speeds.lowerBound) to \(Int(speeds.upperBound)), not "
            + Self.shown(value))
      }
      configuration.defaults.speed = speed
    case .mouse:
      guard let mouse = value.bool else {
        return note(
          ["defaults", name.rawValue], "mouse is true or false, not \(Self.shown(value))")
      }
      configuration.defaults.mouse = mouse
    case .architecture: configuration.defaults.architecture = choice(value, name)
    case .reader: configuration.defaults.reader = choice(value, name)
    }
  }

  private mutating func number(
    _ value: any TOMLValueConvertible, _ name: DemoDefaults.Name
  ) -> Int? {
    guard let range = name.range else { return nil }
    guard let number = value.int, range.contains(number) else {
      note(
        ["defaults", name.rawValue],
        "\(name.rawValue) is a whole number from \(range.lowerBound) to \(range.upperBound), not "
          + Self.shown(value))
      return nil
    }
    return number
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ value: any TOMLValueConvertible, _ name: DemoDefaults.Name
  ) -> Choice? where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue)
    guard let text = value.string else {
      note(
        ["defaults", name.rawValue],
        "\(name.rawValue) is one of \(words.joined(separator: ", ")), not \(Self.shown(value))")
      return nil
    }
    if let choice = Choice(rawValue: text) { return choice }
    note(["defaults", name.rawValue], unknown: name.rawValue, text, among: words)
    return nil
  }
}

/// Every parameter with unit, range, default and source, as `--list-parameters` prints them.
public enum ParameterList {
  /// Lines for people: two a parameter, aligned.
  public static func lines(_ style: TextStyle) -> [String] {
    let parameters = SimulationParameter.all
    let (name, unit, range) = (
      width(parameters.map(\.name)), width(parameters.map(\.unit)),
      width(parameters.map(\.form.rangeText))
    )
    var lines = [
      "NAME".left(name) + "  " + "UNIT".left(unit) + "  " + "RANGE".left(range) + "  DEFAULT"
    ]
    for parameter in parameters {
      lines.append(
        parameter.name.left(name) + "  " + parameter.unit.left(unit) + "  "
          + parameter.form.rangeText.left(range) + "  " + parameter.defaultText)
      let option = parameter.option.map { "--\($0): " } ?? ""
      lines += style.wrap("\(option)\(parameter.meaning) [\(parameter.source)]", before: 4)
    }
    return lines
  }

  /// The same as JSON, an object a line.
  public static var json: [String] {
    SimulationParameter.all.map { parameter in
      let members = [
        ("name", parameter.name), ("option", parameter.option), ("unit", parameter.unit),
        ("range", parameter.form.rangeText), ("default", parameter.defaultText),
        ("meaning", parameter.meaning), ("source", parameter.source),
      ]
      let texts = members.map { name, text in
        "\"\(name)\":" + (text.map { "\"\($0)\"" } ?? "null")
      }
      return "{" + texts.joined(separator: ",") + "}"
    }
  }

  private static func width(_ texts: [String]) -> Int { texts.map(\.count).max() ?? 0 }
}

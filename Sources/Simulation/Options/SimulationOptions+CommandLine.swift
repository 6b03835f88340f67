public import Architectures
import EventSourcing

extension SimulationOptions {
  /// The command that runs an architecture with these options, to be given to a shell.
  public func commandLine(_ architecture: ArchitectureName) -> String {
    commandLine([architecture])
  }

  /// The command that runs architectures with these options side by side, to be given to a shell.
  public func commandLine(_ architectures: [ArchitectureName]) -> String {
    var words = ["cqrs simulate"]
    if architectures != ArchitectureName.allCases {
      words.append("--architecture " + architectures.map(\.rawValue).joined(separator: " "))
    }
    for parameter in SimulationParameter.all where !parameter.isDefault(in: self) {
      let text = parameter.text(in: self)
      switch (parameter.option, parameter.form) {
      case (let option?, .flag): words.append("--\(option)")
      case (let option?, _): words.append("--\(option) \(text)")
      case (nil, .curve): words.append("--set '\(parameter.name)=\(text)'")
      case (nil, _): words.append("--set \(parameter.name)=\(text)")
      }
    }
    if readers != SimulationOptions().readers {
      words.append("--reader " + readers.map(\.rawValue).joined(separator: " "))
    }
    return words.joined(separator: " ")
  }
}

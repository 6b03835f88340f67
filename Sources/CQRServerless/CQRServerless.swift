import ArgumentParser

@main
struct CQRServerless: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "cqrs")
  @Argument var path: String?
  func run() throws {
    if let path {
      _ = try ExplorerProgram.explore(ExploreOptions(path: path))
    } else {
      _ = try ExplorerProgram.runDemo(DemoOptions())
    }
  }
}

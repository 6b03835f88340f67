import ArgumentParser

@main
struct CQRServerless: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "cqrs")
}

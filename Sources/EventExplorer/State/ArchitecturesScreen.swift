import EventSourcing

/// Screen 6: the architectures side by side.
struct ArchitecturesScreen: ScreenContent {
  var title: String { "architectures" }
  var selection: Selection { Selection(nil) }

  mutating func layOut(_ layout: FrameLayout) {}
  mutating func move(_ motion: Motion) {}
  mutating func arrive(with selection: Selection) {}
  mutating func nextRequests() -> [ExplorerRequest] { [] }
}

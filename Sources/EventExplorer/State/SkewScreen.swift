import EventSourcing

/// Screen 4: the order of commits against the order of the index.
struct SkewScreen: ScreenContent {
  var title: String { "commits against index" }
  var selection: Selection { Selection(nil) }

  mutating func layOut(_ layout: FrameLayout) {}
  mutating func move(_ motion: Motion) {}
  mutating func arrive(with selection: Selection) {}
  mutating func nextRequests() -> [ExplorerRequest] { [] }
}

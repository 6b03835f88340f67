import EventSourcing

/// Screen 5: what a projection made of the stream, beside the truth.
struct ReadModelScreen: ScreenContent {
  var title: String { "read model" }
  var selection: Selection { Selection(nil) }

  mutating func layOut(_ layout: FrameLayout) {}
  mutating func move(_ motion: Motion) {}
  mutating func arrive(with selection: Selection) {}
  mutating func nextRequests() -> [ExplorerRequest] { [] }
}

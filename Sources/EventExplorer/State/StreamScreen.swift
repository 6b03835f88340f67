import EventSourcing

/// Screen 3: the whole global stream.
struct StreamScreen: ScreenContent {
  var title: String { "global stream" }
  var selection: Selection { Selection(nil) }

  mutating func layOut(_ layout: FrameLayout) {}
  mutating func move(_ motion: Motion) {}
  mutating func arrive(with selection: Selection) {}
  mutating func nextRequests() -> [ExplorerRequest] { [] }
}

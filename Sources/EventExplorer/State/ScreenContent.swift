import EventSourcing

/// What a screen with a state of its own answers to the keys that all screens have.
protocol ScreenContent: Hashable, Sendable {
  /// What stands in the frame's upper line.
  var title: String { get }
  /// What is selected, for the other screens.
  var selection: Selection { get }
  /// Whether something runs behind it that can be cancelled.
  var isRunning: Bool { get }
  /// What is said when that was cancelled.
  var cancelWords: String { get }

  /// Takes the room it has.
  mutating func layOut(_ layout: FrameLayout)
  /// Moves the selection.
  mutating func move(_ motion: Motion)
  /// What it wants now; it counts as asked.
  mutating func nextRequests() -> [ExplorerRequest]
  /// Cancels what runs.
  /// - Returns: The requests that this takes; nil if nothing runs.
  mutating func cancel() -> [ExplorerRequest]?
}

extension ScreenContent {
  var isRunning: Bool { false }
  var cancelWords: String { "cancelled" }
  mutating func cancel() -> [ExplorerRequest]? { nil }
}

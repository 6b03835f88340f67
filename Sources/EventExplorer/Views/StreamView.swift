import TerminalScreen

/// Screen 3: the whole global stream.
struct StreamView {
  let state: ExplorerState
  let layout: FrameLayout

  func draw(into frame: inout Frame) {}
}

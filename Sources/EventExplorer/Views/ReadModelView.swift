import TerminalScreen

/// Screen 5: what a projection made of the stream, beside the truth.
struct ReadModelView {
  let state: ExplorerState
  let layout: FrameLayout

  func draw(into frame: inout Frame) {}
}

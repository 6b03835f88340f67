import TerminalScreen

/// Screen 4: the order of commits against the order of the index.
struct SkewView {
  let state: ExplorerState
  let layout: FrameLayout

  func draw(into frame: inout Frame) {}
}

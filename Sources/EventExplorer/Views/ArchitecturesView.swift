import TerminalScreen

/// Screen 6: the architectures side by side.
struct ArchitecturesView {
  let state: ExplorerState
  let layout: FrameLayout

  func draw(into frame: inout Frame) {}
}

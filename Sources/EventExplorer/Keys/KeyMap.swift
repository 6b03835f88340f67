public import TerminalScreen

/// Which keys do what: the one source of what a key does, of the key line and of the help.
public struct KeyMap: Hashable, Sendable {
  /// A key and what it does.
  public struct Binding: Hashable, Sendable {
    /// The key.
    public var key: Key
    /// What it does.
    public var action: ExplorerAction
  }

  /// The bindings; of an action's keys the first is the one that is shown.
  public var bindings: [Binding]

  /// What a key does, nil if nothing.
  public func action(of key: Key) -> ExplorerAction? {
    bindings.first { $0.key == key }?.action
  }

  /// The keys of an action.
  public func keys(of action: ExplorerAction) -> [Key] {
    bindings.filter { $0.action == action }.map(\.key)
  }

  /// Gives an action other keys, in the place of those that it has.
  public mutating func set(_ keys: [Key], of action: ExplorerAction) {
    let place = bindings.firstIndex { $0.action == action } ?? bindings.endIndex
    bindings.removeAll { $0.action == action }
    bindings.insert(contentsOf: keys.map { Binding(key: $0, action: action) }, at: place)
  }

  /// The keys as they are.
  public static let standard = KeyMap(bindings: [
    Binding(key: .up, action: .up), Binding(key: .character("k"), action: .up),
    Binding(key: .down, action: .down), Binding(key: .character("j"), action: .down),
    Binding(key: .left, action: .left), Binding(key: .character("h"), action: .left),
    Binding(key: .right, action: .right), Binding(key: .character("l"), action: .right),
    Binding(key: .pageUp, action: .pageUp), Binding(key: .character("b"), action: .pageUp),
    Binding(key: .pageDown, action: .pageDown),
    Binding(key: .control("u"), action: .halfUp), Binding(key: .control("d"), action: .halfDown),
    Binding(key: .character("g"), action: .first), Binding(key: .home, action: .first),
    Binding(key: .character("G"), action: .last), Binding(key: .end, action: .last),
    Binding(key: .tab, action: .nextPane), Binding(key: .backTab, action: .nextPane),
    Binding(key: .enter, action: .open),
    Binding(key: .character("q"), action: .leave), Binding(key: .escape, action: .back),
    Binding(key: .character("1"), action: .live),
    Binding(key: .character("2"), action: .aggregates),
    Binding(key: .character("3"), action: .stream),
    Binding(key: .character("4"), action: .skew),
    Binding(key: .character("5"), action: .readModel),
    Binding(key: .character("6"), action: .architectures),
    Binding(key: .character("/"), action: .search),
    Binding(key: .character("n"), action: .nextMatch),
    Binding(key: .character("N"), action: .previousMatch),
    Binding(key: .character("e"), action: .nextDisorder),
    Binding(key: .character("E"), action: .previousDisorder),
    Binding(key: .character("f"), action: .filter),
    Binding(key: .character("F"), action: .switchFilters),
    Binding(key: .character("t"), action: .goTo),
    Binding(key: .character("s"), action: .sort),
    Binding(key: .character(" "), action: .pause),
    Binding(key: .character("."), action: .step),
    Binding(key: .character("-"), action: .slower), Binding(key: .character("+"), action: .faster),
    Binding(key: .character("="), action: .faster),
    Binding(key: .character("p"), action: .parameters),
    Binding(key: .character("["), action: .lessRate),
    Binding(key: .character("]"), action: .moreRate),
    Binding(key: .character("{"), action: .lessShards),
    Binding(key: .character("}"), action: .moreShards),
    Binding(key: .character("a"), action: .append),
    Binding(key: .character("A"), action: .appended),
    Binding(key: .character("c"), action: .nextReader),
    Binding(key: .character("R"), action: .rebuild),
    Binding(key: .character("r"), action: .run),
    Binding(key: .character("y"), action: .copy),
    Binding(key: .character("x"), action: .export),
    Binding(key: .character("M"), action: .mouse),
    Binding(key: .character(":"), action: .palette),
    Binding(key: .character("?"), action: .help), Binding(key: .function(1), action: .help),
    Binding(key: .control("c"), action: .cancel),
    Binding(key: .control("l"), action: .redraw),
    Binding(key: .control("z"), action: .suspend),
  ])
}

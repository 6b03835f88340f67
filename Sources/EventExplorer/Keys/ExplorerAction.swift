/// What a key does outside a text field.
///
/// Its raw value is its name in the command palette.
public enum ExplorerAction: String, CaseIterable, Hashable, Sendable {
  case up, down, left, right
  case pageUp = "page-up"
  case pageDown = "page-down"
  case halfUp = "half-page-up"
  case halfDown = "half-page-down"
  case first, last
  case nextPane = "next-pane"
  case open, back, leave
  case live, aggregates, stream, skew
  case readModel = "read-model"
  case architectures
  case search
  case nextMatch = "next-match"
  case previousMatch = "previous-match"
  case nextDisorder = "next-disorder"
  case previousDisorder = "previous-disorder"
  case filter
  case switchFilters = "filters-on-off"
  case clearFilters = "clear-filters"
  case goTo = "go-to"
  case sort
  case pause
  case step
  case slower, faster
  case parameters
  case lessRate = "less-rate"
  case moreRate = "more-rate"
  case lessShards = "less-shards"
  case moreShards = "more-shards"
  case append
  case appended
  case nextReader = "next-reader"
  case rebuild
  case run
  case copy
  case export
  case mouse
  case summary
  case palette
  case help
  case keys
  case cancel
  case redraw
  case suspend
  case quit

  /// What it does, in a few words of the help.
  public var words: String {
    switch self {
    case .up: "a row up"
    case .down: "a row down"
    case .left: "a column to the left"
    case .right: "a column to the right"
    case .pageUp: "a page up"
    case .pageDown: "a page down"
    case .halfUp: "half a page up"
    case .halfDown: "half a page down"
    case .first: "to the beginning"
    case .last: "to the end, and follow what comes"
    case .nextPane: "to the next pane"
    case .open: "open what is selected"
    case .back: "back to where you came from"
    case .leave: "back to where you came from; at the first screen: quit"
    case .live: "screen 1: the global stream, live"
    case .aggregates: "screen 2: the aggregates"
    case .stream: "screen 3: the whole stream"
    case .skew: "screen 4: commits against index"
    case .readModel: "screen 5: what a projection made of it"
    case .architectures: "screen 6: architectures side by side"
    case .filter: "filter the stream"
    case .switchFilters: "filters off, and on again"
    case .clearFilters: "remove the filters"
    case .goTo: "go to a time, KSUID, cursor or %"
    case .nextReader: "look at the read model of another reader"
    case .rebuild: "build the read model anew"
    case .run: "run the architectures side by side"
    case .export: "export what is shown to a file"
    case .search: "search; /~ for a regular expression"
    case .nextMatch: "to the next match"
    case .previousMatch: "to the match before"
    case .nextDisorder: "to the next event out of order or missed, wrong account"
    case .previousDisorder: "to the one before that is out of order, missed or wrong"
    case .sort: "sort by the column; again: the other way round"
    case .pause: "pause and go on; a page down where nothing moves"
    case .step: "pause, and go on to the next thing that happens"
    case .slower: "time runs at half the speed"
    case .faster: "time runs at twice the speed"
    case .parameters: "rate, writers, shards, skew, reader, cloud"
    case .lessRate: "fewer events a second"
    case .moreRate: "more events a second"
    case .lessShards: "fewer index shards"
    case .moreShards: "more index shards"
    case .append: "append an event"
    case .appended: "what was appended here, and who was handed it"
    case .copy: "copy what is selected"
    case .mouse: "give the mouse to the terminal, take it back"
    case .summary: "what was seen of the scenario"
    case .palette: "a command by its name"
    case .help: "the keys of this screen"
    case .keys: "every action with its keys"
    case .cancel: "cancel what runs; twice within a second: quit"
    case .redraw: "draw the screen anew"
    case .suspend: "back to the shell for a while"
    case .quit: "quit"
    }
  }

  /// The word for it in the key line; nil: it has no place there.
  var keyLineWord: String? {
    switch self {
    case .open: "open"
    case .search: "search"
    case .nextDisorder: "disorder"
    case .append: "append"
    case .filter: "filter"
    case .goTo: "go to"
    case .nextReader: "reader"
    case .rebuild: "rebuild"
    case .run: "run"
    case .export: "export"
    case .pause: "pause"
    case .step: "step"
    case .parameters: "parameters"
    case .sort: "sort"
    case .nextPane: "pane"
    case .last: "follow"
    case .help: "help"
    case .palette: "command"
    case .leave: "back"
    default: nil
    }
  }
}

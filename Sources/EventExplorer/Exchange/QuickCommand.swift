/// What the demo's menu does with a single key.
public enum QuickCommand: Character, CaseIterable, Hashable, Sendable {
  /// Opens an account.
  case open = "o"
  /// Pays money into the selected account.
  case deposit = "d"
  /// Takes money from the selected account.
  case withdraw = "w"
  /// Moves money from the selected account to another.
  case transfer = "t"

  /// What it does, in the menu's words.
  var words: String {
    switch self {
    case .open: "open an account"
    case .deposit: "deposit into the selected account"
    case .withdraw: "withdraw from the selected account"
    case .transfer: "transfer to another account"
    }
  }

  /// Its name in the command palette.
  var name: String {
    switch self {
    case .open: "open-account"
    case .deposit: "deposit"
    case .withdraw: "withdraw"
    case .transfer: "transfer"
    }
  }
}

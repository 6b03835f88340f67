import VirtualTime

/// Names for accounts, drawn from a small list; none holds a character that JSON escapes.
enum AccountName {
  private static let first = [
    "Ada", "Bjørn", "Chidi", "Dana", "Elif", "Farid", "Grace", "Hugo", "Inés", "Jun", "Kofi",
    "Lena",
    "Mina", "Noor", "Oleg", "Priya", "Quinn", "Rosa", "Søren", "Tomás", "Uma", "Vera", "Wren",
    "Zoë",
  ]

  private static let last = [
    "Abara", "Brandt", "Castro", "Dvořák", "Eriksen", "Fischer", "Greco", "Haddad", "Ito", "Jansen",
    "Kaya", "Lindqvist", "Moreau", "Novak", "Okafor", "Petit", "Quist", "Rossi", "Sato", "Tran",
    "Ueda", "Varga", "Weiß", "Young",
  ]

  /// A name drawn at random.
  static func draw(_ random: inout SeededRandom) -> String {
    "\(first[random.index(below: first.count)]) \(last[random.index(below: last.count)])"
  }
}

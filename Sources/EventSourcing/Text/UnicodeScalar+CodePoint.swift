extension Unicode.Scalar {
  /// Its code point in the form `U+001B`, which is safe to print whatever it is.
  package var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

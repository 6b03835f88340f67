extension ArraySlice<UInt8> {
  /// Whether the bytes are well-formed UTF-8.
  package var isUTF8: Bool {
    String(validating: self, as: UTF8.self) != nil
  }
}

internal import Glibc

extension UnsafeRawBufferPointer {
  /// Whether the other has the same bytes.
  ///
  /// It is asked of every row that is read, where `elementsEqual` is a share that counts.
  func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard count > 0, let start = baseAddress, let otherStart = other.baseAddress else {
      return true
    }
    return memcmp(start, otherStart, count) == 0
  }
}

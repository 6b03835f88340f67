internal import EventSourcing

extension KSUID {
  /// Lends the id's twenty bytes.
  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
    try withUnsafeTemporaryAllocation(byteCount: Self.byteLength, alignment: 1) { bytes in
      writeBytes(to: bytes)
      return try body(UnsafeRawBufferPointer(bytes))
    }
  }
}

extension StreamKey {
  /// Lends the key's twenty bytes.
  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
    try withUnsafeTemporaryAllocation(byteCount: Self.byteLength, alignment: 1) { bytes in
      writeBytes(to: bytes)
      return try body(UnsafeRawBufferPointer(bytes))
    }
  }
}

/// Base62 with the digits `0-9A-Za-z`, so that texts sort as the values do.
///
/// 62¹⁰ fits in 64 bits, so 160 bits are 7, 10 and 10 digits, and a division of 128 by 64 bits takes ten
/// digits off at a time.
extension KSUID: CustomStringConvertible {
  /// The length of an id's text, in characters of one byte.
  public static let textLength = 27

  private static let tenDigits: UInt64 = 839_299_365_868_340_224
  private static let digits: StaticString =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

  /// The id as 27 base62 characters.
  public var description: String {
    String(unsafeUninitializedCapacity: Self.textLength) { buffer in
      writeText(to: UnsafeMutableRawBufferPointer(buffer))
      return Self.textLength
    }
  }

  /// Writes the id's 27 characters to the beginning of a buffer.
  /// - Parameter buffer: At least ``textLength`` bytes.
  public func writeText(to buffer: UnsafeMutableRawBufferPointer) {
    precondition(buffer.count >= Self.textLength, "27 bytes wanted, \(buffer.count) given")
    let base = Self.tenDigits
    let (high, rest) = base.dividingFullWidth((UInt64(timestamp), payloadHigh))
    let (low, lastTen) = base.dividingFullWidth((rest, payloadLow))
    let (firstSeven, middleTen) = base.dividingFullWidth((high, low))
    Self.write(firstSeven, to: buffer, at: 0..<7)
    Self.write(middleTen, to: buffer, at: 7..<17)
    Self.write(lastTen, to: buffer, at: 17..<27)
  }

  /// Appends the id's 27 characters.
  public func appendText(to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: Self.textLength, alignment: 1) { buffer in
      writeText(to: buffer)
      bytes.append(contentsOf: buffer)
    }
  }

  private static func write(
    _ number: UInt64, to buffer: UnsafeMutableRawBufferPointer, at places: Range<Int>
  ) {
    let digits = digits.utf8Start
    var rest = number
    for place in places.reversed() {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 62)
      buffer[place] = digits[Int(digit)]
      rest = quotient
    }
  }

  /// Reads an id's text.
  /// - Parameter text: 27 base62 characters, at most `aWgEPTl1tmebfsQzFP4bxwgy80V`.
  /// - Throws: `InvalidEvent.eventID` that says what is wrong.
  public init(_ text: String) throws(InvalidEvent) {
    var text = text
    let id = text.withUTF8 { KSUID(wellFormed: UnsafeRawBufferPointer($0)) }
    guard let id else { throw .eventID(Self.flaw(in: text)) }
    self = id
  }

  /// Reads an id's text from bytes.
  /// - Parameter bytes: 27 base62 characters, at most `aWgEPTl1tmebfsQzFP4bxwgy80V`.
  /// - Throws: `InvalidEvent.eventID` that says what is wrong.
  public init(text bytes: UnsafeRawBufferPointer) throws(InvalidEvent) {
    guard let id = KSUID(wellFormed: bytes) else {
      throw .eventID(Self.flaw(in: String(decoding: bytes, as: UTF8.self)))
    }
    self = id
  }

  /// Reads an id's text from bytes.
  /// - Parameter bytes: 27 base62 characters, at most `aWgEPTl1tmebfsQzFP4bxwgy80V`.
  /// - Throws: `InvalidEvent.eventID` that says what is wrong.
  public init(text bytes: ArraySlice<UInt8>) throws(InvalidEvent) {
    guard let id = bytes.withUnsafeBytes({ KSUID(wellFormed: $0) }) else {
      throw .eventID(Self.flaw(in: String(decoding: bytes, as: UTF8.self)))
    }
    self = id
  }

  /// Reads 27 base62 characters; nil if they are no id's.
  private init?(wellFormed text: UnsafeRawBufferPointer) {
    guard text.count == Self.textLength, let firstSeven = Self.number(text, at: 0..<7),
      let middleTen = Self.number(text, at: 7..<17), let lastTen = Self.number(text, at: 17..<27)
    else { return nil }
    let base = Self.tenDigits
    let leading = firstSeven.multipliedFullWidth(by: base)
    let (leadingLow, leadingCarry) = leading.low.addingReportingOverflow(middleTen)
    let leadingHigh = leading.high + (leadingCarry ? 1 : 0)
    let lower = leadingLow.multipliedFullWidth(by: base)
    let upper = leadingHigh.multipliedFullWidth(by: base)
    let (low, lowCarry) = lower.low.addingReportingOverflow(lastTen)
    let (sum, sumCarry) = lower.high.addingReportingOverflow(upper.low)
    let (high, highCarry) = sum.addingReportingOverflow(lowCarry ? 1 : 0)
    let top = upper.high + (sumCarry ? 1 : 0) + (highCarry ? 1 : 0)
    guard let timestamp = UInt32(exactly: top) else { return nil }
    self.init(timestamp: timestamp, payloadHigh: high, payloadLow: low)
  }

  private static func number(_ text: UnsafeRawBufferPointer, at places: Range<Int>) -> UInt64? {
    var number: UInt64 = 0
    for place in places {
      guard let digit = digit(text[place]) else { return nil }
      number = number &* 62 &+ digit
    }
    return number
  }

  private static func digit(_ character: UInt8) -> UInt64? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character &- UInt8(ascii: "0"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(character &- UInt8(ascii: "A") &+ 10)
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(character &- UInt8(ascii: "a") &+ 36)
    default: nil
    }
  }

  /// What is wrong with a text that is no id, in words that show nothing of it unescaped.
  private static func flaw(in text: String) -> String {
    let characters = text.unicodeScalars
    guard characters.count == textLength else {
      return "it has \(characters.count) characters; \(textLength) are wanted"
    }
    for (place, character) in characters.enumerated() {
      guard character.isASCII, digit(UInt8(character.value)) != nil else {
        return "character \(place + 1) is \(character.codePoint); 0-9, A-Z and a-z are allowed"
      }
    }
    return "it is above the greatest id, \(KSUID.max)"
  }
}

/// Makes keys, pastes and mouse reports of a terminal's bytes, however a slow line cuts them up.
///
/// It has no clock: the caller hands in the time, in microseconds of any steady clock, feeds what it
/// has read, and calls ``expire(at:)`` when ``deadline`` has come *and nothing is left to read*.
///
/// - A lone Esc is a key after ``escapeDelay``; a sequence that has got to its second byte waits for
///   its rest for ``sequenceDelay``.
/// - Modifiers of named keys are dropped: Shift-Up is Up. Alt and a character is ``Key/alt(_:)``.
/// - Answers to queries (of whichever program asked) and unknown sequences are swallowed, but for the
///   colour of the background.
/// - What it keeps is bounded, whatever it is fed.
public struct KeyDecoder: Sendable {
  /// How long a lone Esc may still become a sequence: 25 ms.
  public static let escapeDelay: Int64 = 25_000
  /// How long a sequence that has begun waits for its next byte: 500 ms.
  public static let sequenceDelay: Int64 = 500_000
  /// How long a paste waits for its next byte before it counts as ended: 2 s.
  public static let pasteDelay: Int64 = 2_000_000
  /// The most bytes of a paste that are kept; what comes after them is dropped.
  public static let pasteLimit = 1 << 20

  static let sequenceLimit = 64
  static let answerLimit = 1 << 16
  private static let pasteEnd = Array("\u{1b}[201~".utf8)

  enum State: Hashable, Sendable {
    case ground
    /// After Esc, or after two of them.
    case escape(isDoubled: Bool)
    /// Within a character of several bytes.
    case character(isAlt: Bool)
    /// After `ESC [`.
    case controlSequence
    /// After `ESC O`.
    case singleShift
    /// After `ESC [ [`, with which the Linux console begins F1 to F5.
    case linuxFunction
    /// After `ESC [ M`: three bytes of a mouse that knows no better encoding.
    case oldMouse
    /// After `ESC ]` or `ESC P`, which begin an answer or are keys with Alt.
    case introducer(UInt8)
    /// Within an answer that ends with BEL or ST.
    case answer(length: Int)
    /// After an Esc within an answer: a backslash ends it, anything else is no part of it.
    case answerEscape
    /// Between the brackets of a paste; so many bytes of its end have come.
    case paste(matched: Int)
  }

  /// When ``expire(at:)`` is to be called, unless more is fed before.
  public private(set) var deadline: Int64?
  private(set) var state = State.ground
  private(set) var buffer: [UInt8] = []
  private let eraseByte: UInt8
  private var input: [TerminalInput] = []

  /// Creates a decoder.
  /// - Parameter eraseByte: What the terminal's settings say Backspace sends (`stty erase`), beside
  ///   DEL, which always is Backspace.
  public init(eraseByte: UInt8 = 0x7F) {
    self.eraseByte = eraseByte
  }

  /// Takes bytes that were read.
  /// - Parameters:
  ///   - bytes: What was read.
  ///   - now: The time, in microseconds.
  /// - Returns: What they, and those before them, stand for.
  public mutating func feed(_ bytes: some Sequence<UInt8>, at now: Int64) -> [TerminalInput] {
    var isEmpty = true
    for byte in bytes {
      take(byte)
      isEmpty = false
    }
    if !isEmpty { deadline = patience.map { now + $0 } }
    defer { input.removeAll() }
    return input
  }

  /// Ends what has waited for too long for its rest.
  /// - Parameter now: The time, in microseconds.
  /// - Returns: What it stands for as it is.
  public mutating func expire(at now: Int64) -> [TerminalInput] {
    guard let deadline, deadline <= now else { return [] }
    self.deadline = nil
    let last = state
    state = .ground
    switch last {
    case .escape(let isDoubled):
      if isDoubled { emit(.escape) }
      emit(.escape)
    case .controlSequence where buffer.isEmpty: emit(.alt("["))
    case .singleShift where buffer.isEmpty: emit(.alt("O"))
    case .introducer(let byte): emit(.alt(Character(Unicode.Scalar(byte))))
    case .paste(let matched): endPaste(with: matched)
    default: break
    }
    defer { input.removeAll() }
    return input
  }

  private var patience: Int64? {
    switch state {
    case .ground: nil
    case .escape: KeyDecoder.escapeDelay
    case .paste: KeyDecoder.pasteDelay
    default: KeyDecoder.sequenceDelay
    }
  }

  private mutating func emit(_ key: Key) {
    input.append(.key(key))
  }

  // MARK: One byte

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeKey(byte, isAlt: false)
    case .escape(let isDoubled): takeAfterEscape(byte, isDoubled: isDoubled)
    case .character(let isAlt): takeContinuation(byte, isAlt: isAlt)
    case .controlSequence: takeControlSequence(byte)
    case .singleShift: takeSingleShift(byte)
    case .linuxFunction: takeLinuxFunction(byte)
    case .oldMouse: takeOldMouse(byte)
    case .introducer(let introducer): takeIntroduced(byte, by: introducer)
    case .answer(let length): takeAnswer(byte, length: length)
    case .answerEscape: takeAnswerEscape(byte)
    case .paste(let matched): takePaste(byte, matched: matched)
    }
  }

  /// Gives up what had begun: the byte does not belong to it.
  private mutating func restart(with byte: UInt8) {
    state = .ground
    takeKey(byte, isAlt: false)
  }

  private mutating func begin(_ next: State) {
    buffer.removeAll(keepingCapacity: true)
    state = next
  }

  private mutating func takeKey(_ byte: UInt8, isAlt: Bool) {
    state = .ground
    switch byte {
    case 0x1B: state = .escape(isDoubled: false)
    case 0x0A, 0x0D: emit(.enter)
    case 0x09: emit(.tab)
    case 0x7F, eraseByte: emit(.backspace)
    case 0: emit(.control(" "))
    case 1...26: emit(.control(Character(Unicode.Scalar(byte + 0x60))))
    case 0x1C..<0x20: emit(.control(Character(Unicode.Scalar(byte + 0x40))))
    case 0x20..<0x7F:
      let character = Character(Unicode.Scalar(byte))
      emit(isAlt ? .alt(character) : .character(character))
    case 0xC2..<0xF5:
      begin(.character(isAlt: isAlt))
      buffer.append(byte)
    default: break  // begins nothing in UTF-8
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8, isDoubled: Bool) {
    switch byte {
    case 0x1B:
      if isDoubled { emit(.escape) }
      state = .escape(isDoubled: true)
    // Two of them before a sequence: Alt and a named key, of rxvt and others.
    case UInt8(ascii: "["): begin(.controlSequence)
    case UInt8(ascii: "O"): begin(.singleShift)
    default:
      if isDoubled { emit(.escape) }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "P") {
        begin(.introducer(byte))
      } else {
        takeKey(byte, isAlt: true)
      }
    }
  }

  private mutating func takeContinuation(_ byte: UInt8, isAlt: Bool) {
    guard byte & 0xC0 == 0x80 else { return restart(with: byte) }
    buffer.append(byte)
    let lead = buffer[0]
    guard buffer.count == (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4) else { return }
    state = .ground
    guard let text = String(validating: buffer, as: UTF8.self),
      let scalar = text.unicodeScalars.first,
      scalar.properties.generalCategory != .control
    else { return }
    emit(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))
  }

  // MARK: Sequences

  private mutating func takeControlSequence(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "[") where buffer.isEmpty:
      state = .linuxFunction
    case UInt8(ascii: "M") where buffer.isEmpty:
      state = .oldMouse
    case UInt8(ascii: "$")
    where buffer.allSatisfy { (0x30..<0x3A).contains($0) } && !buffer.isEmpty:
      end(final: byte)  // rxvt's Shift, where everybody else has an intermediate
    case 0x20..<0x40:
      if buffer.count < KeyDecoder.sequenceLimit { buffer.append(byte) }
    case 0x40..<0x7F: end(final: byte)
    default: restart(with: byte)
    }
  }

  private mutating func end(final: UInt8) {
    state = .ground
    guard let sequence = ControlSequence(body: buffer, final: final) else { return }
    if sequence.isPasteStart {
      begin(.paste(matched: 0))
    } else if let meaning = sequence.meaning {
      input.append(meaning)
    }
  }

  private mutating func takeSingleShift(_ byte: UInt8) {
    switch byte {
    case 0x30..<0x3C where buffer.count < KeyDecoder.sequenceLimit:
      buffer.append(byte)  // modifiers, in old terminals
    case 0x40..<0x7F:
      state = .ground
      if let key = ControlSequence.singleShiftKeys[byte] { emit(key) }
    default: restart(with: byte)
    }
  }

  private mutating func takeLinuxFunction(_ byte: UInt8) {
    guard (0x20..<0x7F).contains(byte) else { return restart(with: byte) }
    state = .ground
    if (0x41...0x45).contains(byte) { emit(.function(Int(byte) - 0x40)) }
  }

  private mutating func takeOldMouse(_ byte: UInt8) {
    guard byte >= 0x20 else { return restart(with: byte) }
    buffer.append(byte)
    guard buffer.count == 3 else { return }
    state = .ground
    let button = Int(buffer[0]) - 32
    let event = MouseEvent(
      button: button, isRelease: button & 0x43 == 3,
      column: Int(buffer[1]) - 32, row: Int(buffer[2]) - 32)
    input.append(.mouse(event))
  }

  // MARK: Answers

  private mutating func takeIntroduced(_ byte: UInt8, by introducer: UInt8) {
    let isDigit = (0x30..<0x3A).contains(byte)
    let isReport = byte == UInt8(ascii: ">") || byte == UInt8(ascii: "!")
    if isDigit || introducer == UInt8(ascii: "P") && isReport {
      begin(.answer(length: 0))
      if introducer == UInt8(ascii: "]") { buffer.append(byte) }
    } else {
      emit(.alt(Character(Unicode.Scalar(introducer))))
      restart(with: byte)
    }
  }

  private mutating func takeAnswer(_ byte: UInt8, length: Int) {
    switch byte {
    case 7: endAnswer()
    case 0x1B: state = .answerEscape
    case 0..<0x20: restart(with: byte)
    default:
      // Of an answer that is not to be read nothing is kept.
      if !buffer.isEmpty, buffer.count < KeyDecoder.sequenceLimit { buffer.append(byte) }
      state = length < KeyDecoder.answerLimit ? .answer(length: length + 1) : .ground
    }
  }

  private mutating func endAnswer() {
    state = .ground
    if let colour = RGBColour(answer: buffer) { input.append(.background(colour)) }
  }

  private mutating func takeAnswerEscape(_ byte: UInt8) {
    if byte == UInt8(ascii: "\\") {
      endAnswer()
    } else {
      takeAfterEscape(byte, isDoubled: false)
    }
  }

  // MARK: Paste

  private mutating func takePaste(_ byte: UInt8, matched: Int) {
    let end = KeyDecoder.pasteEnd
    if byte == end[matched] {
      guard matched + 1 == end.count else { return state = .paste(matched: matched + 1) }
      state = .ground
      endPaste(with: 0)
    } else {
      keep(end.prefix(matched))
      guard byte != end[0] else { return state = .paste(matched: 1) }
      keep(CollectionOfOne(byte))
      state = .paste(matched: 0)
    }
  }

  private mutating func keep(_ bytes: some Collection<UInt8>) {
    buffer += bytes.prefix(KeyDecoder.pasteLimit - buffer.count)
  }

  /// Terminals send CR for a line's end.
  private mutating func endPaste(with matched: Int) {
    keep(KeyDecoder.pasteEnd.prefix(matched))
    var text: [UInt8] = []
    text.reserveCapacity(buffer.count)
    for (index, byte) in buffer.enumerated() {
      if byte == 0x0A, index > 0, buffer[index - 1] == 0x0D { continue }
      text.append(byte == 0x0D ? 0x0A : byte)
    }
    buffer = []
    input.append(.paste(String(decoding: text, as: UTF8.self)))
  }
}

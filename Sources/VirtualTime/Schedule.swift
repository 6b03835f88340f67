public import HeapModule

/// What is to happen when: the earliest first, and at the same instant what was scheduled first.
public struct Schedule<Element> {
  @usableFromInline
  struct Entry: Comparable {
    @usableFromInline var instant: Instant
    @usableFromInline var number: UInt64
    @usableFromInline var element: Element

    @inlinable
    init(instant: Instant, number: UInt64, element: Element) {
      self.instant = instant
      self.number = number
      self.element = element
    }

    @inlinable
    static func < (left: Entry, right: Entry) -> Bool {
      left.instant == right.instant ? left.number < right.number : left.instant < right.instant
    }

    @inlinable
    static func == (left: Entry, right: Entry) -> Bool {
      left.number == right.number
    }
  }

  @usableFromInline var heap = Heap<Entry>()
  @usableFromInline var scheduled: UInt64 = 0

  /// Creates an empty schedule.
  @inlinable
  public init() {}

  /// How many things are scheduled.
  @inlinable
  public var count: Int { heap.count }

  /// Whether nothing is scheduled.
  @inlinable
  public var isEmpty: Bool { heap.isEmpty }

  /// When the first thing is due; nil if nothing is scheduled.
  @inlinable
  public var nextInstant: Instant? { heap.min?.instant }

  /// Schedules an element.
  @inlinable
  public mutating func insert(_ element: Element, at instant: Instant) {
    heap.insert(Entry(instant: instant, number: scheduled, element: element))
    scheduled += 1
  }

  /// Takes out the first element that is due at `now` or before, with the instant it was due.
  @inlinable
  public mutating func popFirst(through now: Instant) -> (instant: Instant, element: Element)? {
    guard let first = heap.min, first.instant <= now else { return nil }
    heap.removeMin()
    return (first.instant, first.element)
  }

  /// Every scheduled element, in no order that means anything.
  @inlinable
  public var unordered: [Element] { heap.unordered.map(\.element) }
}

extension Schedule: Sendable where Element: Sendable {}
extension Schedule.Entry: Sendable where Element: Sendable {}

import HeapModule

/// What is to happen when: the earliest first, and at the same instant what was scheduled first.
public struct Schedule<Element> {
  fileprivate struct Entry: Comparable {
    var instant: Instant
    var number: UInt64
    var element: Element

    static func < (left: Entry, right: Entry) -> Bool {
      (left.instant, left.number) < (right.instant, right.number)
    }

    static func == (left: Entry, right: Entry) -> Bool {
      left.number == right.number
    }
  }

  private var heap = Heap<Entry>()
  private var scheduled: UInt64 = 0

  /// Creates an empty schedule.
  public init() {}

  /// How many things are scheduled.
  public var count: Int { heap.count }

  /// Whether nothing is scheduled.
  public var isEmpty: Bool { heap.isEmpty }

  /// When the first thing is due; nil if nothing is scheduled.
  public var nextInstant: Instant? { heap.min?.instant }

  /// Schedules an element.
  public mutating func insert(_ element: Element, at instant: Instant) {
    heap.insert(Entry(instant: instant, number: scheduled, element: element))
    scheduled += 1
  }

  /// Takes out the first element that is due at `now` or before, with the instant it was due.
  public mutating func popFirst(through now: Instant) -> (instant: Instant, element: Element)? {
    guard let first = heap.min, first.instant <= now else { return nil }
    heap.removeMin()
    return (first.instant, first.element)
  }

  /// Every scheduled element, in no order that means anything.
  public var unordered: [Element] { heap.unordered.map(\.element) }
}

extension Schedule: Sendable where Element: Sendable {}
extension Schedule.Entry: Sendable where Element: Sendable {}

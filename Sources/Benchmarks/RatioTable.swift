import Foundation

/// Work that was done by the library and by a yardstick in turns, as a table of ratios for people.
struct RatioTable {
  private struct Slice {
    /// Operations a second.
    var yardstick, library: Double
    /// Flushes of the disk an operation.
    var yardstickFlushes, libraryFlushes: Double
  }

  private var names: [String] = []
  private var slices: [String: [Slice]] = [:]

  /// Has both do the same once, the yardstick first in every other turn.
  /// - Throws: `YardstickFailed`, or what the library throws.
  mutating func measure(
    _ name: String, operations: Int, yardstick: () -> Bool, library: () async throws -> Void
  ) async throws {
    let isFirst = slices[name, default: []].count.isMultiple(of: 2)
    var slice = Slice(yardstick: 0, library: 0, yardstickFlushes: 0, libraryFlushes: 0)
    for turn in [isFirst, !isFirst] {
      let flushes = Self.flushes
      let began = ContinuousClock.now
      if turn {
        guard yardstick() else { throw YardstickFailed() }
      } else {
        try await library()
      }
      let seconds = (ContinuousClock.now - began) / .seconds(1)
      let rate = Double(operations) / seconds
      let share = Double(Self.flushes - flushes) / Double(operations)
      if turn {
        (slice.yardstick, slice.yardstickFlushes) = (rate, share)
      } else {
        (slice.library, slice.libraryFlushes) = (rate, share)
      }
    }
    if slices[name] == nil { names.append(name) }
    slices[name, default: []].append(slice)
  }

  /// The medians of what was done a second.
  func medians(of name: String) -> (library: Double, yardstick: Double) {
    let all = slices[name] ?? []
    return (Figures.median(all.map(\.library)), Figures.median(all.map(\.yardstick)))
  }

  /// Prints a row for each work: medians, and the ratio with its quartiles.
  func printRows() {
    guard !names.isEmpty else { return }
    print("")
    print("| \(Self.padded("work")) | a second | C, a second | of C | quartiles | flushes | C's |")
    print(
      "| \(Self.padded("", with: "-")) | -------: | ----------: | ---: | --------: | ------: | --: |"
    )
    for name in names {
      let all = slices[name] ?? []
      let ratios = all.map { $0.library / $0.yardstick }.sorted()
      let quartiles = [ratios[ratios.count / 4], ratios[ratios.count * 3 / 4]]
      let cells = [
        Self.padded(name), "\(Int(Figures.median(all.map(\.library))))",
        "\(Int(Figures.median(all.map(\.yardstick))))", Self.hundredths(Figures.median(ratios)),
        quartiles.map(Self.hundredths).joined(separator: " to "),
        Self.hundredths(Figures.median(all.map(\.libraryFlushes))),
        Self.hundredths(Figures.median(all.map(\.yardstickFlushes))),
      ]
      print("| " + cells.joined(separator: " | ") + " |")
    }
  }

  /// How often the kernel has had a disk flush its cache: of all disks, since the start.
  private static var flushes: Int {
    let text = (try? String(contentsOfFile: "/proc/diskstats", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").reduce(0) { sum, line in
      let fields = line.split(separator: " ")
      return sum + (fields.count > 18 ? Int(fields[18]) ?? 0 : 0)
    }
  }

  private static func padded(_ name: String, with pad: String = " ") -> String {
    name.padding(toLength: 42, withPad: pad, startingAt: 0)
  }

  private static func hundredths(_ value: Double) -> String { String(format: "%.2f", value) }
}

import Architectures
import EventSourcing

extension RunReport {
  /// What happened, in plain words, as far as the figures tell.
  public var words: String {
    guard offered > 0 else {
      return isPartial ? "cut off before anything fell due." : "nothing fell due."
    }
    let clauses = [partialWords, loadWords, streamWords, lossWords, readerWords].compactMap(\.self)
    return clauses.joined(separator: "; ") + "."
  }

  private var partialWords: String? {
    isPartial ? "cut off after \(seconds(durationMicroseconds)) s" : nil
  }

  // MARK: Load

  private var loadWords: String {
    let rate = Decimal.rateThousandths(appended, inMicroseconds: durationMicroseconds)
    let taken = wholeRate(rate)
    // What is in flight at the end is unfinished everywhere: only more than that is worth a word.
    guard (offered - appended) * 100 > offered, offered - appended > Int64(2 * writers) else {
      return conflicts > appended / 10
        ? "took \(taken)/s, all that was offered, with \(Decimal.grouped(conflicts)) conflicts"
        : "took \(taken)/s, all that was offered"
    }
    return "took \(taken)/s of \(wholeRate(eventsPerThousandSeconds))/s offered: \(bottleneck)"
  }

  /// What kept it from taking all.
  private var bottleneck: String {
    if throttled > conflicts, let most = throttledResources.first {
      let attempts = "\(Decimal.grouped(throttled)) attempts were throttled"
      guard throttledResources.count > 1 else { return "\(attempts) (\(most.name))" }
      return "\(attempts), most of them, \(Decimal.grouped(most.count)), by \(most.name)"
    }
    if conflicts > appended / 10 {
      let perEvent = appended > 0 ? Figure.count(conflicts) / Int128(appended) : 0
      return "\(Decimal.grouped(conflicts)) attempts met another's, "
        + "\(Decimal.text(perEvent / 100_000, digits: 1)) for each event stored"
    }
    let waited = wait.map { ", and appends waited up to \(seconds($0.greatest)) s" } ?? ""
    return
      "\(writers == 1 ? "one writer" : "\(Decimal.grouped(Int64(writers))) writers"), each with one append in flight, "
      + "were busy all the time" + waited
  }

  // MARK: The stream

  private var streamWords: String? {
    guard appended > 0 else { return nil }
    if lag == nil { return nil }
    let (visible, taken) = (
      Decimal.rateThousandths(visibleBeforeEnd, inMicroseconds: durationMicroseconds),
      Decimal.rateThousandths(appended, inMicroseconds: durationMicroseconds)
    )
    guard let lag, (taken - visible) * 20 > taken else { return nil }
    return "the stream shows \(wholeRate(visible))/s of them and falls behind, by "
      + "\(seconds(lag.greatest)) s in the end"
  }

  private var lossWords: String? {
    guard lost > 0 else { return nil }
    let verb = lost == 1 ? "is" : "are"
    let cause =
      isDualWrite
      ? "died between table and queue"
      : "stood in the change stream for longer than it keeps them (stream.kept)"
    return "\(events(lost)) \(cause) and \(verb) in no stream"
  }

  // MARK: Readers

  private var readerWords: String? {
    guard appended > 0, !readers.isEmpty else { return nil }
    var clauses = readers.compactMap { reader in
      reader.missed > lost ? words(reader, missed: reader.missed - lost) : nil
    }
    let sound = readers.filter { $0.missed <= lost }.map(\.strategy.rawValue)
    if clauses.isEmpty {
      let what = lost > 0 ? "all others" : "every event"
      clauses.append(
        sound.count == 1 ? "its reader saw \(what) once" : "its readers saw \(what) once")
    } else if !sound.isEmpty {
      clauses.append("\(sound.joined(separator: " and ")) missed none")
    }
    for reader in readers where reader.duplicates > 0 {
      clauses.append("\(reader.strategy.rawValue) delivered \(events(reader.duplicates)) twice")
    }
    return clauses.joined(separator: "; ")
  }

  private func words(_ reader: ReaderFigures, missed: Int64) -> String {
    let percent = Figure.percent(missed, of: appended) ?? 0
    let share =
      percent < 50_000
      ? events(missed) : "\(Decimal.text((percent + 50_000) / 100_000, digits: 1))% of the events"
    switch reader.strategy {
    case .checkpoint: return "a reader that trusts its checkpoint never saw \(share)"
    case .overlap: return "one that asks again from a window before it (overlap) missed \(share)"
    case .safeHorizon: return "one that stays behind a horizon (safe-horizon) missed \(share)"
    }
  }

  // MARK: Numbers

  private func events(_ count: Int64) -> String {
    count == 1 ? "1 event" : "\(Decimal.grouped(count)) events"
  }

  private func seconds(_ microseconds: Int64) -> String {
    Decimal.text((Int128(microseconds) + 50_000) / 100_000, digits: 1)
  }

  /// A rate without decimals, but where it is small.
  private func wholeRate(_ thousandths: Int64) -> String {
    thousandths < 100_000
      ? Decimal.short((Int128(thousandths) + 50) / 100, digits: 1)
      : Decimal.grouped((thousandths + 500) / 1_000)
  }
}

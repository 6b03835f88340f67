import Testing

/// What the compiler does not check about the package's own shape.
@Suite struct TidyTests {
  /// The modules that each target may import, beside Swift itself; what is missing here is free.
  static let allowedImports: [String: Set<String>] = [
    "VirtualTime": ["HeapModule"],
    "EventSourcing": ["VirtualTime"],
    "Ledger": ["VirtualTime", "EventSourcing", "Crypto"],
    "Architectures": ["VirtualTime", "EventSourcing", "Ledger", "DequeModule"],
    "Simulation": ["VirtualTime", "EventSourcing", "Architectures"],
    "TerminalScreen": [],
    "Scenarios": ["VirtualTime", "EventSourcing", "Architectures", "Simulation"],
    "EventExplorer": [
      "VirtualTime", "EventSourcing", "Architectures", "Simulation", "Scenarios", "TerminalScreen",
    ],
    "EmbeddedStore": [
      "VirtualTime", "EventSourcing", "Ledger", "CSQLite", "GRDB", "GRDBSQLite", "Crypto",
      "Dispatch", "Foundation", "Glibc",
    ],
    "LiveDriver": [
      "VirtualTime", "EventSourcing", "Architectures", "Histogram", "Dispatch", "Foundation",
      "Glibc",
    ],
    "NcursesBackEnd": ["TerminalScreen", "CNcurses", "Glibc", "Foundation", "Dispatch"],
    "EventStoreConformance": ["VirtualTime", "EventSourcing"],
  ]

  @Test func `a target imports only what the layout allows it`() throws {
    for file in try SourceFile.all(under: "Sources") + SourceFile.all(under: "Tests") {
      guard let allowed = Self.allowedImports[file.target] else { continue }
      for module in file.imports {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test func `no file has more than 400 lines`() throws {
    for file in try SourceFile.all(under: "Sources") + SourceFile.all(under: "Tests") {
      #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count - 1) lines")
    }
  }

  @Test func `what other targets use is documented`() throws {
    let keywords = ["func ", "var ", "let ", "struct ", "enum ", "class ", "protocol ", "init("]
    for file in try SourceFile.all(under: "Sources") {
      for (number, line) in file.lines.enumerated() {
        let code = line.drop { $0 == " " }
        guard code.hasPrefix("package "), keywords.contains(where: code.contains) else { continue }
        var above = number - 1
        while above >= 0, file.lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
        let documented = above >= 0 && file.lines[above].drop { $0 == " " }.hasPrefix("///")
        #expect(documented, "\(file.path):\(number + 1) has no documentation")
      }
    }
  }

  @Test func `the sources hold no crash on purpose and no note to self`() throws {
    let words = ["try!", "as!", "fatal" + "Error(", "TO" + "DO", "FIX" + "ME"]
    for file in try SourceFile.all(under: "Sources") {
      for (number, line) in file.lines.enumerated() {
        for word in words where line.contains(word) {
          Issue.record("\(file.path):\(number + 1) has \(word)")
        }
      }
    }
  }
}

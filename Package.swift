// swift-tools-version: 6.3

import PackageDescription

/// For every target of ours: warnings are errors, and each file says what it imports.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

let collections = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let deques = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "CQRServerless",
  products: [
    .library(name: "EventSourcing", targets: ["EventSourcing"]),
    .library(name: "Ledger", targets: ["Ledger"]),
    .library(name: "EmbeddedStore", targets: ["EmbeddedStore"]),
    .library(name: "Architectures", targets: ["VirtualTime", "Architectures"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "LiveDriver", targets: ["LiveDriver"]),
    .library(name: "EventStoreConformance", targets: ["EventStoreConformance"]),
    .executable(name: "cqrs", targets: ["CQRServerless"]),
    .executable(name: "cqrs-benchmark", targets: ["Benchmarks"]),
    .executable(name: "cqrs-torture", targets: ["Torture"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    // Builds the libraries' documentation; nothing of it goes into a product.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // Values: what everything else is said in. No clock, thread, file or terminal.
    .target(name: "VirtualTime", dependencies: [collections], swiftSettings: strict),
    .target(name: "EventSourcing", dependencies: ["VirtualTime"], swiftSettings: strict),
    .target(
      name: "Ledger", dependencies: ["EventSourcing", "VirtualTime", crypto],
      swiftSettings: strict),
    .target(
      name: "Architectures", dependencies: ["EventSourcing", "Ledger", "VirtualTime", deques],
      swiftSettings: strict),

    .target(
      name: "Simulation", dependencies: ["Architectures", "EventSourcing", "VirtualTime"],
      swiftSettings: strict),

    // Named scenarios of the live demo: the built-in ones are files of Assets, and go into the program.
    .target(
      name: "Scenarios",
      dependencies: ["Simulation", "Architectures", "EventSourcing", "VirtualTime"],
      resources: [.embedInCode("BuiltIn")], swiftSettings: strict),

    // Stores and what moves them.
    .target(name: "CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "EmbeddedStore",
      dependencies: ["EventSourcing", "Ledger", "VirtualTime", "CSQLite", grdb, crypto],
      swiftSettings: strict),
    .target(
      name: "LiveDriver",
      dependencies: ["Architectures", "EventSourcing", "VirtualTime", histogram],
      swiftSettings: strict),

    // The terminal.
    .target(name: "TerminalScreen", swiftSettings: strict),
    .target(
      name: "EventExplorer",
      dependencies: [
        "EventSourcing", "VirtualTime", "Architectures", "Simulation", "Scenarios",
        "TerminalScreen",
      ],
      swiftSettings: strict),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw")]),
    .target(
      name: "NcursesBackEnd", dependencies: ["TerminalScreen", "CNcurses"], swiftSettings: strict),

    // The program: the only target that knows all of them.
    .executableTarget(
      name: "CQRServerless",
      dependencies: [
        "VirtualTime", "EventSourcing", "Ledger", "Architectures", "EmbeddedStore", "LiveDriver",
        "Simulation", "Scenarios", "TerminalScreen", "EventExplorer", "NcursesBackEnd", arguments,
        toml,
      ],
      swiftSettings: strict),

    // What the program takes, beside something measured in the same run.
    .target(name: "CYardstick", linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CYardstick", "EmbeddedStore", "EventSourcing", "VirtualTime", "Simulation",
        "Architectures", arguments,
      ],
      swiftSettings: strict),

    // What the embedded store must survive.
    .target(name: "CFaultyDisk", linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "Torture",
      dependencies: [
        "CFaultyDisk", "Architectures", "EmbeddedStore", "EventSourcing", "LiveDriver",
        "VirtualTime", arguments,
      ],
      swiftSettings: strict),

    // What every store must pass; free of any test framework, so that it serves users' stores too.
    .target(
      name: "EventStoreConformance", dependencies: ["EventSourcing", "VirtualTime"],
      path: "Tests/EventStoreConformance", swiftSettings: strict),
    // What must hold of every parser, for tests and for the fuzzer.
    .target(
      name: "ParserChecks", dependencies: ["EventSourcing", "Scenarios", "TerminalScreen"],
      path: "Tests/ParserChecks", swiftSettings: strict),
    .testTarget(
      name: "ParserCheckTests", dependencies: ["ParserChecks"], exclude: ["Corpus"],
      swiftSettings: strict),
    .testTarget(
      name: "EventSourcingTests",
      dependencies: ["EventSourcing", "VirtualTime", "EventStoreConformance"],
      swiftSettings: strict),
    .testTarget(
      name: "LedgerTests", dependencies: ["Ledger", "EventSourcing", "VirtualTime", crypto],
      swiftSettings: strict),
    .testTarget(
      name: "ArchitecturesTests", dependencies: ["Architectures", "EventSourcing", "VirtualTime"],
      swiftSettings: strict),
    .testTarget(
      name: "DualTableTests",
      dependencies: ["Architectures", "Simulation", "EventSourcing", "VirtualTime"],
      swiftSettings: strict),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Simulation", "Architectures", "EventSourcing", "Ledger", "VirtualTime"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "EmbeddedStoreTests",
      dependencies: [
        "EmbeddedStore", "EventSourcing", "Ledger", "VirtualTime", "EventStoreConformance", grdb,
        crypto,
      ],
      swiftSettings: strict),
    .testTarget(
      name: "LiveDriverTests",
      dependencies: [
        "LiveDriver", "EmbeddedStore", "Architectures", "EventSourcing", "VirtualTime",
        "EventStoreConformance",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalScreenTests", dependencies: ["TerminalScreen"], swiftSettings: strict),
    .testTarget(
      name: "NcursesBackEndTests", dependencies: ["NcursesBackEnd", "TerminalScreen"],
      swiftSettings: strict),
    .testTarget(
      name: "EventExplorerTests",
      dependencies: [
        "EventExplorer", "Scenarios", "TerminalScreen", "EventSourcing", "Architectures",
        "Simulation",
        "VirtualTime",
      ],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "ScenariosTests",
      dependencies: [
        "Scenarios", "LiveDriver", "EmbeddedStore", "Architectures", "EventSourcing", "VirtualTime",
      ],
      swiftSettings: strict),
    // The built program, on pipes and in a real terminal.
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "CQRServerless", "EmbeddedStore", "EventExplorer", "EventSourcing", "VirtualTime",
        "Architectures", "TerminalScreen", arguments,
      ],
      swiftSettings: strict),
    .testTarget(name: "TortureTests", dependencies: ["Torture"], swiftSettings: strict),
    // The shape of the sources themselves.
    .testTarget(name: "TidyTests", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

// The parsers under libFuzzer, which brings a part of the program: CQRS_FUZZ=1 swift build --sanitize=fuzzer.
if Context.environment["CQRS_FUZZ"] != nil {
  package.products.append(.executable(name: "cqrs-fuzz", targets: ["Fuzz"]))
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["ParserChecks"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}

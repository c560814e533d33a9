// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// One line per module, and the arrows between them: `make check` refuses an import that is not declared here.
let package = Package(
    name: "usher",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CIcal", pkgConfig: "libical", providers: [.apt(["libical-dev"])]),

        .target(name: "TimeZones", swiftSettings: strict),
        .target(name: "Scheduling", dependencies: ["TimeZones"], swiftSettings: strict),
        .target(name: "Workflows", dependencies: ["TimeZones", "Scheduling"], swiftSettings: strict),
        .target(
            name: "Database",
            dependencies: [
                "CPQ", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "Zoom",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), crypto, logging,
            ],
            swiftSettings: strict),
        .target(name: "Calendaring", dependencies: ["CIcal"], swiftSettings: strict),
        .target(
            name: "Messaging",
            dependencies: [
                "CCurl", .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                crypto, logging,
            ],
            swiftSettings: strict),
        .target(
            name: "Store", dependencies: ["TimeZones", "Scheduling", "Workflows", "Database"],
            swiftSettings: strict),
        .target(
            name: "Operations",
            dependencies: [
                "TimeZones", "Scheduling", "Workflows", "Calendaring", "Store", "Zoom", "Messaging", crypto,
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"), logging, lifecycle,
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "SwiftCSV", package: "SwiftCSV"),
            ],
            resources: [.embedInCode("Templates")],
            swiftSettings: strict),
        .target(
            name: "Web",
            dependencies: [
                "TimeZones", "Scheduling", "Workflows", "Operations", "Store", "CQREncode", hummingbird,
                .product(name: "Mustache", package: "swift-mustache"), crypto, logging,
            ],
            resources: [.embedInCode("Templates"), .embedInCode("Assets")],
            swiftSettings: strict),
        .target(
            name: "ZoomSandbox",
            dependencies: [
                hummingbird, .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOHTTP1", package: "swift-nio"), lifecycle,
                .product(name: "GRDB", package: "GRDB.swift"), .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"), crypto, logging,
            ],
            resources: [.embedInCode("Templates")],
            swiftSettings: strict),
        .target(
            name: "SMSSandbox",
            dependencies: [
                hummingbird, .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"), crypto, logging, lifecycle,
            ],
            resources: [.embedInCode("Templates")],
            swiftSettings: strict),
        .executableTarget(
            name: "usher",
            dependencies: [
                "TimeZones", "Scheduling", "Workflows", "Calendaring", "Database", "Store", "Zoom", "Messaging",
                "Operations", "Web",
                "ZoomSandbox", "SMSSandbox", hummingbird, logging, lifecycle,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "usher-baseline",
            dependencies: [
                "Database", hummingbird, lifecycle, logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/usher-baseline", swiftSettings: strict),
        .executableTarget(
            name: "usher-slots", dependencies: ["Scheduling", "TimeZones"], path: "Benchmarks/usher-slots",
            swiftSettings: strict),

        .testTarget(name: "TimeZonesTests", dependencies: ["TimeZones", "TestProcesses"], swiftSettings: strict),
        .testTarget(
            name: "SchedulingTests", dependencies: ["Scheduling", "TimeZones", "TestProcesses"],
            exclude: ["reference.py"],
            swiftSettings: strict),
        .testTarget(
            name: "WorkflowsTests", dependencies: ["Workflows", "Scheduling", "TimeZones"], swiftSettings: strict),
        .testTarget(name: "DatabaseTests", dependencies: ["Database", "TestDatabases"], swiftSettings: strict),
        .testTarget(
            name: "StoreTests", dependencies: ["Store", "Database", "Scheduling", "TimeZones", "TestDatabases"],
            swiftSettings: strict),
        .testTarget(
            name: "CalendaringTests", dependencies: ["Calendaring", "TestProcesses"], exclude: ["recurrences.py"],
            swiftSettings: strict),
        .testTarget(
            name: "MessagingTests", dependencies: ["Messaging", "TestProcesses"],
            exclude: ["smtp_script.py", "smtp_sink.py"],
            swiftSettings: strict),
        .testTarget(
            name: "SMSSandboxTests",
            dependencies: [
                "SMSSandbox", "Messaging", hummingbird,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                lifecycle, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ZoomTests",
            dependencies: [
                "Zoom", "ZoomSandbox", "TestSupport", hummingbird,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                lifecycle, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "OperationsTests",
            dependencies: [
                "Operations", "Store", "Zoom", "ZoomSandbox", "Messaging", "Calendaring", "Scheduling",
                "TimeZones",
                "TestSupport", "TestDatabases", "Database", crypto,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Operations", "Store", "Scheduling", "TimeZones", "TestSupport", hummingbird, crypto,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", dependencies: ["TestProcesses"], swiftSettings: strict),
        .target(name: "TestProcesses", path: "Tests/TestProcesses", swiftSettings: strict),
        .target(
            name: "TestDatabases", dependencies: ["Database", "TestProcesses"], path: "Tests/TestDatabases",
            swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: [
                "TestDatabases", "TimeZones", "Scheduling", "Database", "Store", "Zoom", "Messaging", "Operations",
                "ZoomSandbox",
                hummingbird, .product(name: "AsyncHTTPClient", package: "async-http-client"), lifecycle, logging,
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

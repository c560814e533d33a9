import Configuration
import Database
import Foundation
import Logging
import Messaging
import Operations
import SystemPackage
import Zoom

extension Settings {
    /// Reads the environment and, below it, the file that USHER_CONFIG_FILE names.
    /// - Throws: `SettingsError` with all faults.
    static func read() async throws -> Settings {
        let environment = EnvironmentVariablesProvider()
        let outer = ConfigReader(provider: environment)
        var providers: [any ConfigProvider] = [environment.prefixKeys(with: "usher")]
        if let file = outer.string(forKey: "usher.config.file") {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
            } catch {
                throw SettingsError(faults: ["USHER_CONFIG_FILE: \(file) cannot be read as JSON (\(error))"])
            }
        }
        var source = SettingsSource(reader: ConfigReader(providers: providers))
        let plainPort = outer.string(forKey: "port")
        let settings = source.settings(plainPort: plainPort)
        if !source.faults.isEmpty { throw SettingsError(faults: source.faults) }
        return settings
    }
}

/// Reads one setting after another and collects what is wrong.
private struct SettingsSource {
    let reader: ConfigReader
    private(set) var faults: [String] = []

    init(reader: ConfigReader) {
        self.reader = reader
    }

    mutating func settings(plainPort: String?) -> Settings {
        let port = number("port", "USHER_PORT", default: Int(plainPort ?? "") ?? 8080, within: 0...65_535)
        return Settings(
            database: database(),
            databaseConnections: number(
                "database.connections", "USHER_DATABASE_CONNECTIONS", default: 12, within: 2...1000),
            secret: secret(), host: text("host") ?? "127.0.0.1", port: port,
            publicURL: publicURL(port: port), smtp: smtp(), mailFrom: mailFrom(), zoom: zoomApp(),
            zoomWebhookSecrets: secretText("zoom.webhook.secret").map { secrets in
                secrets.split { $0 == "," || $0.isWhitespace }.map(String.init)
            } ?? [],
            zoomDailyWrites: number(
                "zoom.daily.writes", "USHER_ZOOM_DAILY_WRITES", default: 100, within: 1...1_000_000),
            allowsPrivateHooks: flag("allow.private.hooks", "USHER_ALLOW_PRIVATE_HOOKS"),
            trustsProxy: flag("trust.proxy", "USHER_TRUST_PROXY"),
            signInsPerMinute: limit("sign.ins.per.minute", "USHER_SIGN_INS_PER_MINUTE", default: 20),
            bookingsPerMinute: limit("bookings.per.minute", "USHER_BOOKINGS_PER_MINUTE", default: 60),
            logLevel: logLevel())
    }

    private func text(_ key: ConfigKey) -> String? {
        reader.string(forKey: key).flatMap { $0.isEmpty ? nil : $0 }
    }

    private func secretText(_ key: ConfigKey) -> String? {
        reader.string(forKey: key, isSecret: true).flatMap { $0.isEmpty ? nil : $0 }
    }

    private mutating func number(
        _ key: ConfigKey, _ name: String, default value: Int, within range: ClosedRange<Int>
    ) -> Int {
        guard let typed = text(key) ?? reader.int(forKey: key).map(String.init) else { return value }
        if let number = Int(typed), range.contains(number) { return number }
        faults.append("\(name) must be a number from \(range.lowerBound) to \(range.upperBound), not “\(typed)”.")
        return value
    }

    private mutating func limit(_ key: ConfigKey, _ name: String, default value: Int) -> Int? {
        let number = number(key, name, default: value, within: 0...1_000_000)
        return number == 0 ? nil : number
    }

    private mutating func flag(_ key: ConfigKey, _ name: String) -> Bool {
        guard let typed = text(key) else { return reader.bool(forKey: key) ?? false }
        if ["true", "yes", "1"].contains(typed.lowercased()) { return true }
        if !["false", "no", "0"].contains(typed.lowercased()) { faults.append("\(name) must be true or false.") }
        return false
    }

    private mutating func database() -> DatabaseAddress {
        do {
            return try DatabaseAddress(secretText("database.url") ?? "sqlite:data/usher.sqlite")
        } catch {
            faults.append("USHER_DATABASE_URL: \(error)")
            return .sqlite(path: "")
        }
    }

    private mutating func secret() -> String {
        let secret = secretText("secret") ?? ""
        if secret.count < 32 {
            faults.append("USHER_SECRET must have at least 32 characters. Make one: openssl rand -base64 32")
        }
        return secret
    }

    private mutating func publicURL(port: Int) -> String {
        address("public.url", "USHER_PUBLIC_URL", default: "http://127.0.0.1:\(port)")
    }

    private mutating func address(
        _ key: ConfigKey, _ name: String, default value: String, allowsPath: Bool = false
    ) -> String {
        let typed = text(key) ?? value
        let parts = URLComponents(string: typed)
        guard let parts, parts.scheme == "https" || parts.scheme == "http", parts.host != nil, parts.query == nil
        else {
            faults.append("\(name) must be an address such as https://example.com, not “\(typed)”.")
            return value
        }
        return typed.hasSuffix("/") ? String(typed.dropLast()) : typed
    }

    private mutating func smtp() -> SMTPTransport? {
        guard let url = secretText("smtp.url") else { return nil }
        do {
            // Well within the lease of a piece of work, however many wait in line.
            return try SMTPTransport(url: url, options: .init(timeout: 30, concurrency: 6))
        } catch {
            faults.append("USHER_SMTP_URL: \(error)")
            return nil
        }
    }

    private mutating func mailFrom() -> String {
        let typed = text("mail.from") ?? "usher@localhost.localdomain"
        if !EmailAddress.isPlausible(typed) {
            faults.append("USHER_MAIL_FROM must be an address such as bookings@example.com.")
        }
        return typed
    }

    private mutating func zoomApp() -> ZoomApp {
        ZoomApp(
            clientID: text("zoom.client.id") ?? "", clientSecret: secretText("zoom.client.secret") ?? "",
            oauthBase: address("zoom.oauth.base", "USHER_ZOOM_OAUTH_BASE", default: "https://zoom.us"),
            apiBase: address(
                "zoom.api.base", "USHER_ZOOM_API_BASE", default: "https://api.zoom.us/v2", allowsPath: true))
    }

    private mutating func logLevel() -> Logger.Level {
        guard let typed = text("log.level") else { return .info }
        if let level = Logger.Level(rawValue: typed.lowercased()) { return level }
        faults.append(
            "USHER_LOG_LEVEL must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).")
        return .info
    }
}

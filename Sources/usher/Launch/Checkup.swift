import AsyncHTTPClient
import Foundation
import Messaging
import NIOCore
import NIOHTTP1
import Operations
import Store
import TimeZones
import Zoom

/// What one check came to, in a sentence that says what to do.
enum Finding: Sendable {
    case good(String)
    /// Works, but not as it should in earnest.
    case fair(String)
    case bad(String)

    func line(_ name: String) -> String {
        switch self {
        case .good(let text): "✓ \(name): \(text)"
        case .fair(let text): "! \(name): \(text)"
        case .bad(let text): "✗ \(name): \(text)"
        }
    }
}

/// The checks of `usher doctor`.
struct Checkup {
    struct Check: Sendable {
        let name: String
        let run: @Sendable () async -> Finding
    }

    let house: House

    var checks: [Check] {
        let house = house
        return [
            Check(name: "database") { await Self.database(house) },
            Check(name: "time zones") { Self.zones(house) },
            Check(name: "clock") { await Self.clock(house) },
            Check(name: "database clock") { await Self.databaseClock(house) },
            Check(name: "mail") { await Self.mail(house) },
            Check(name: "zoom") { await Self.zoom(house) },
            Check(name: "public address") { await Self.publicAddress(house) },
        ]
    }

    private static func database(_ house: House) async -> Finding {
        do {
            try await house.checkSchema()
            let waiting = try await house.store.read { try $0.workCount(dueBy: house.verbs.now) }
            return .good("\(house.settings.database) is up to date; \(waiting) pieces of work wait.")
        } catch {
            return .bad("\(error)")
        }
    }

    /// Leases go by the database's clock, everything else by this machine's.
    private static func databaseClock(_ house: House) async -> Finding {
        do {
            let theirs = try await house.store.read { try $0.databaseClock() }
            let seconds = abs(house.verbs.now.milliseconds - theirs.milliseconds) / 1000
            return seconds < 5
                ? .good("as this machine's.")
                : .bad("\(seconds) s away from this machine's. Turn on time synchronisation (NTP) on both.")
        } catch {
            return .bad("\(error)")
        }
    }

    private static func zones(_ house: House) -> Finding {
        guard let version = house.verbs.zones.version else {
            return .fair("the system does not say which tz database it has. Install the package tzdata.")
        }
        return .good("tz database \(version).")
    }

    /// Zoom's own answer carries the time.
    private static func clock(_ house: House) async -> Finding {
        var request = HTTPClientRequest(url: house.settings.zoom.oauthBase)
        request.method = .HEAD
        guard let response = try? await house.http.execute(request, timeout: .seconds(10)),
            let said = response.headers.first(name: "date"), let date = httpDate(said)
        else { return .fair("cannot be compared: \(house.settings.zoom.oauthBase) did not say what time it is.") }
        let seconds = abs(date.timeIntervalSinceNow)
        return seconds < 5
            ? .good("within \(Int(seconds.rounded(FloatingPointRoundingRule.up))) s of Zoom's.")
            : .bad("\(Int(seconds)) s away from Zoom's. Turn on time synchronisation (NTP).")
    }

    /// The one form of date that servers send today (RFC 9110, IMF-fixdate).
    private static func httpDate(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: text)
    }

    private static func mail(_ house: House) async -> Finding {
        guard let smtp = house.settings.smtp else {
            return .fair("USHER_SMTP_URL is not set: no message is sent.")
        }
        do {
            try await smtp.probe()
            return .good("\(smtp) takes mail.")
        } catch {
            return .bad("\(error)")
        }
    }

    /// A refresh token that cannot exist: Zoom says that it is invalid only to an app that it knows.
    private static func zoom(_ house: House) async -> Finding {
        let missing = house.settings.missingZoomSettings
        guard missing.isEmpty else {
            return .bad("\(missing.joined(separator: " and ")) not set. See the README.")
        }
        do {
            _ = try await house.verbs.zoom.refresh("usher-doctor")
            return .good("\(house.settings.zoom.oauthBase) knows the app.")
        } catch  where error.kind == .invalidGrant {
            return .good(
                "\(house.settings.zoom.oauthBase) knows the app. Redirect URI: \(house.verbs.zoomRedirectURI)")
        } catch  where error.kind == .unreachable || error.kind == .unconnected {
            return .bad("\(error)")
        } catch {
            return .bad("\(error) Check the client ID and secret.")
        }
    }

    private static func publicAddress(_ house: House) async -> Finding {
        let url = house.settings.publicURL
        let answer = try? await house.http.execute(
            HTTPClientRequest(url: "\(url)/healthz"), timeout: .seconds(10))
        guard answer?.status == .ok else {
            return .fair("\(url) does not answer now. Once `usher serve` runs, it must.")
        }
        return url.hasPrefix("https:")
            ? .good("\(url) answers.") : .fair("\(url) answers, without TLS. Put a proxy with TLS before it.")
    }
}

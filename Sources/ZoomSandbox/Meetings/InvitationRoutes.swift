import Foundation
import Hummingbird
import HummingbirdCore

/// The API's words to invite somebody with.
struct InvitationRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v2/meetings/:meeting/invitation", use: read)
    }

    @Sendable private func read(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:read:invitation", meeting: meeting)
        return .json(try await sandbox.invitation(to: meeting, by: caller))
    }
}

extension Sandbox {
    func invitation(to id: String, by caller: Person) throws -> JSONValue {
        let text = try meeting(id, of: caller).invitation(from: caller, base: base)
        return ["invitation": .string(text), "sip_links": []]
    }
}

extension Meeting {
    fileprivate func invitation(from host: Person, base: String) -> String {
        var lines = [
            "\(host.name) is inviting you to a scheduled Zoom meeting.", "", "Topic: \(topic)",
            "Time: \(timeInWords)", "", "Join Zoom Meeting", joinURL(base: base), "", "Meeting ID: \(spacedID)",
        ]
        if !password.isEmpty { lines.append("Passcode: \(password)") }
        return lines.map { "\($0)\r\n" }.joined()
    }

    private var timeInWords: String {
        if type == .recurringWithoutTime { return "This is a recurring meeting Meet anytime" }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: timezone) ?? .gmt
        formatter.dateFormat = "MMM d, yyyy hh:mm a"
        return "\(formatter.string(from: start)) \(timezone.replacingOccurrences(of: "/", with: ", "))"
    }

    /// `555 4444 3210`.
    private var spacedID: String {
        let digits = String(id)
        return "\(digits.prefix(3)) \(digits.dropFirst(3).prefix(4)) \(digits.dropFirst(7))"
    }
}

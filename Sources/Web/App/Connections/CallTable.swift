import Operations
import Store
import TimeZones

/// The last calls of Zoom's API: the newest in sight, the others folded.
struct CallTable {
    struct More {
        let moreLabel: String
        let moreCalls: [CallLine]
    }

    let callsZone: String
    let hasCalls: Bool
    let noCallsText: String
    let isFailedOnly: Bool
    let allCallsHref: String
    let failedCallsHref: String
    let calls: [CallLine]
    let more: More?

    /// How many are in sight.
    private static let inSight = 10

    /// - Parameters:
    ///   - path: the page that shows them.
    ///   - isFailedOnly: whether only those that did not work are asked for.
    init(_ views: [CallView], path: String, isFailedOnly: Bool, _ dates: Dates, at now: Instant) {
        let lines = views.filter { !isFailedOnly || $0.call.isFailed }.map { CallLine($0, dates) }
        callsZone = dates.zoneName(at: now)
        hasCalls = !lines.isEmpty
        noCallsText =
            isFailedOnly && !views.isEmpty
            ? "Of the last \(views.count), none has failed." : "Nothing was asked of Zoom in the last 14 days."
        self.isFailedOnly = isFailedOnly
        allCallsHref = "\(path)#calls"
        failedCallsHref = "\(path)?calls=failed#calls"
        calls = Array(lines.prefix(Self.inSight))
        let rest = Array(lines.dropFirst(Self.inSight))
        more = rest.isEmpty ? nil : More(moreLabel: "\(rest.count) earlier", moreCalls: rest)
    }
}

/// A call of Zoom's API as staff read it.
struct CallLine {
    /// Copied for Zoom's support, which is asked about what failed.
    struct Copy {
        let copyID: String
        let copyText: String
    }

    let callWhen: String
    let callWhat: String
    let callRequest: String
    let callHref: String?
    let callTitle: String?
    let callLabel: String
    let callTone: String
    let callProblem: String?
    let callTook: String
    let callTracking: String?
    let copy: Copy?

    init(_ view: CallView, _ dates: Dates) {
        let call = view.call
        callWhen = dates.stamp(call.endedAt)
        callWhat = Self.words(call.method, call.path)
        callRequest = "\(call.method) \(call.path)"
        callHref = view.meeting?.appointmentID.map { "/app/appointments/\($0)" }
        // Of whoever was erased no name is left.
        callTitle = view.meeting.map { $0.title.isEmpty ? "A meeting" : $0.title }
        let code = call.code.map { "\($0), " } ?? ""
        (callLabel, callTone) =
            !call.isFailed
            ? ("OK", "ok") : call.status == 0 ? ("No answer", "bad") : ("\(code)HTTP \(call.status)", "bad")
        callProblem = call.isFailed ? call.problem : nil
        callTook = "\(call.milliseconds) ms"
        callTracking = call.isFailed ? nil : call.trackingID
        copy =
            call.isFailed
            ? call.trackingID.map { Copy(copyID: "tracking-\(call.id)", copyText: $0) } : nil
    }

    /// What a call is for: by its method, and by the words of its path that are no ids.
    private static func words(_ method: String, _ path: String) -> String {
        let parts = path.split(separator: "/").drop { !nouns.contains($0) }
        let shape = parts.map { nouns.contains($0) ? String($0) : "*" }.joined(separator: "/")
        return purposes["\(method) \(shape)"] ?? "Ask Zoom"
    }

    private static let nouns: Set<Substring> = [
        "users", "meetings", "registrants", "invite_links", "oauth", "token", "revoke", "status",
    ]

    private static let purposes = [
        "POST users/*/meetings": "Make the meeting", "GET users/*/meetings": "List the host's meetings",
        "GET meetings/*": "Read the meeting", "PATCH meetings/*": "Put the meeting right",
        "DELETE meetings/*": "Take the meeting down", "POST meetings/*/registrants": "Register a guest",
        "DELETE meetings/*/registrants/*": "Unregister a guest",
        "PUT meetings/*/registrants/status": "Unregister a guest",
        "POST meetings/*/invite_links": "Make links for guests", "GET users/*": "See whose account it is",
        "POST oauth/token": "Get a token", "POST oauth/revoke": "End the grant",
    ]
}

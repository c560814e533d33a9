import Operations
import Store

/// How the members of an account stand with Zoom.
struct ConnectionsPage {
    struct Row {
        let rowID: String
        let rowInitials: String
        let rowPhoto: String?
        let rowName: String
        let isRowYou: Bool
        let rowAddress: String
        let standing: StandingWords
        let writes: Writes?
        let waitingText: String?
        let urgent: Urgent?
        let rowHref: String
    }

    struct Writes {
        let licenceText: String
        let writesLimit: Int
        let writesUsed: Int
        let writesText: String
    }

    /// The next meeting whose room has met a problem.
    struct Urgent {
        let urgentHref: String?
        let urgentTitle: String
        let urgentText: String
    }

    let summaryTone: String
    let summaryText: String
    let lede: String
    let isNobodyConnected: Bool
    /// Where somebody connects their own; absent for who has no profile here.
    let ownHref: String?
    let rows: [Row]
    let organisation: OrganisationCard?

    init(_ zooms: [MemberZoom], _ session: Session, organisation: OrganisationCard?, _ dates: Dates) {
        let summary = ConnectionsSummary(zooms, isAdmin: session.isAdmin)
        (summaryTone, summaryText) = (summary.tone, summary.text)
        lede =
            session.isAdmin
            ? "Whether Zoom lets Usher in for everybody who hosts here, and what waits for it."
            : "Whether Zoom lets Usher in for you, and what waits for it."
        isNobodyConnected = zooms.allSatisfy { $0.standing == .unconnected }
        ownHref = session.isMember ? "/app/profile/integrations" : nil
        rows = zooms.map { Row($0, isYou: $0.member.user.id == session.user.id, dates) }
        self.organisation = organisation
    }

    static func notice(_ word: String) -> Notice? {
        switch word {
        case "connected": Notice("ok", "The organisation is connected. The rooms that waited are being made.")
        case "matched": Notice("ok", "Everybody was looked for in the organisation's Zoom account.")
        case "disconnected":
            Notice(
                "ok",
                "The organisation is disconnected. Rooms that are there stay; new ones wait until their hosts connect Zoom."
            )
        default: nil
        }
    }
}

extension ConnectionsPage.Row {
    fileprivate init(_ zoom: MemberZoom, isYou: Bool, _ dates: Dates) {
        let (user, outlook) = (zoom.member.user, zoom.outlook)
        rowID = user.id
        rowInitials = Initials.of(user.name)
        rowPhoto = user.photoHref
        rowName = user.name
        isRowYou = isYou
        rowAddress = zoom.connection?.zoomEmail ?? user.email
        standing = StandingWords(zoom.standing, isYou: isYou)
        let used = outlook.limit - outlook.left
        writes = zoom.connection.map { connection in
            ConnectionsPage.Writes(
                licenceText: connection.canRegister
                    ? "Licensed: Zoom registers each guest" : "Not licensed, as far as is known",
                writesLimit: outlook.limit, writesUsed: used,
                writesText: "\(used) of \(outlook.limit) changes used today")
        }
        waitingText = Self.waiting(zoom)
        urgent = zoom.mostUrgent.map { room in
            ConnectionsPage.Urgent(
                urgentHref: room.appointmentID.map { "/app/appointments/\($0)" },
                urgentTitle: "\(room.title), \(dates.stamp(room.start))", urgentText: room.problem ?? "")
        }
        rowHref = MemberSection.zoom.path(user.id)
    }

    private static func waiting(_ zoom: MemberZoom) -> String? {
        let pending = zoom.waiting.count - zoom.failed
        let parts = [
            pending == 0
                ? nil : pending == 1 ? "1 room is still to be made" : "\(pending) rooms are still to be made",
            zoom.failed == 0 ? nil : zoom.failed == 1 ? "1 was given up" : "\(zoom.failed) were given up",
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

/// Who has connected a member's Zoom, as staff read it.
struct StandingWords {
    let standLabel: String
    let standTone: String
    let standText: String?

    /// - Parameter isYou: whether it is read by the member themself.
    init(_ standing: MemberZoom.Standing, isYou: Bool) {
        switch standing {
        case .own:
            (standLabel, standTone, standText) = (isYou ? "Connected by you" : "Connected by themself", "ok", nil)
        case .organisation: (standLabel, standTone, standText) = ("Connected by the organisation", "ok", nil)
        case .broken(let reason): (standLabel, standTone, standText) = ("Broken", "bad", reason)
        case .unconnected: (standLabel, standTone, standText) = ("Not connected", "idle", nil)
        }
    }
}

/// All connections in one sentence: what is wrong with them, the worst first.
struct ConnectionsSummary {
    let tone: String
    let text: String

    /// - Parameter isAdmin: whether it is about everybody, and not about the reader alone.
    init(_ zooms: [MemberZoom], isAdmin: Bool) {
        let broken = zooms.filter { if case .broken = $0.standing { true } else { false } }
        let unconnected = zooms.filter { $0.standing == .unconnected }
        let working = zooms.count - broken.count - unconnected.count
        let failed = zooms.reduce(0) { $0 + $1.failed }
        let faults = [
            broken.isEmpty ? nil : isAdmin ? Self.broken(broken) : "Zoom has ended your connection.",
            failed == 0
                ? nil : failed == 1 ? "1 room was given up." : "\(failed) rooms were given up.",
        ].compactMap(\.self)
        let missing = unconnected.isEmpty ? nil : Self.missing(unconnected, isAdmin: isAdmin)
        tone = !faults.isEmpty ? "bad" : missing != nil ? "warn" : "ok"
        let sound = Self.working(working, of: zooms.count, isAdmin: isAdmin)
        text = (faults + [missing, faults.isEmpty ? sound : nil].compactMap(\.self)).joined(separator: " ")
    }

    private static func broken(_ zooms: [MemberZoom]) -> String {
        let names = CalendarFacts.list(zooms.map(\.member.user.name))
        return zooms.count == 1
            ? "The connection of \(names) is broken." : "The connections of \(names) are broken."
    }

    private static func missing(_ zooms: [MemberZoom], isAdmin: Bool) -> String {
        guard isAdmin else { return "You have not connected Zoom yet." }
        return zooms.count == 1
            ? "\(zooms[0].member.user.name) has not connected Zoom."
            : "\(zooms.count) members have not connected Zoom."
    }

    private static func working(_ count: Int, of all: Int, isAdmin: Bool) -> String? {
        switch (count, isAdmin) {
        case (0, _): all == 0 ? "Nobody works here yet." : nil
        case (_, false): "Your connection works."
        case (1, true): all == 1 ? "The connection works." : "1 connection works."
        default: count == all ? "All \(count) connections work." : "\(count) connections work."
        }
    }
}

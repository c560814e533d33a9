import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    /// The demo's mailbox: every message that was sent, as its reader sees it.
    func addMailbox(to router: Router<WebContext>) {
        router.get("demo/mailbox") { _, _ in try await mailboxPage() }
        router.get("demo/mailbox/:id/invite.ics") { _, context in
            try await invitationFile(try context.parameters.require("id"))
        }
        router.get("demo/mailbox/:id") { _, context in try await messagePage(try context.parameters.require("id"))
        }
    }

    /// The invitation as a file, for a calendar of one's own.
    private func invitationFile(_ id: String) async throws -> Response {
        guard let calendar = try await verbs.store.read({ try $0.mailboxEntry(id) })?.calendar else {
            throw OperationError.notFound("There is no invitation with this message.")
        }
        return .calendar(calendar, named: "invite.ics")
    }

    private func mailboxPage() async throws -> Response {
        let entries = try await verbs.store.read { try $0.mailbox(limit: 200) }
        let dates = Dates(zone: try verbs.zones.zone("UTC"))
        let rows = entries.map { entry in
            let kind = MailKind(entry.subject)
            return MailboxPage.Row(
                href: "/demo/mailbox/\(entry.messageID)", subject: entry.subject, recipient: entry.recipient,
                kind: kind.label, kindTone: kind.tone, sentAt: "\(dates.stamp(entry.receivedAt)) UTC",
                sentISO: entry.receivedAt.rfc3339)
        }
        let page = MailboxPage(hasMessages: !rows.isEmpty, bookHref: settings.demo?.bookingPath, messages: rows)
        return try renderer.page("demo_mailbox", Page(title: "Mailbox · Usher demo", page))
    }

    private func messagePage(_ id: String) async throws -> Response {
        guard let entry = try await verbs.store.read({ try $0.mailboxEntry(id) }) else {
            throw OperationError.notFound("There is no such message in the demo's mailbox.")
        }
        let page = try MailPage(entry, Dates(zone: try verbs.zones.zone("UTC")))
        var response = try renderer.page("demo_message", Page(title: "\(entry.subject) · Usher demo", page))
        // The message's own styles are part of it; it stands in a sandboxed frame without scripts.
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; "
            + "frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
        return response
    }
}

struct MailboxPage {
    struct Row {
        let href: String
        let subject: String
        let recipient: String
        let kind: String
        let kindTone: String
        let sentAt: String
        let sentISO: String
    }

    let hasMessages: Bool
    let bookHref: String?
    let messages: [Row]
}

struct MailPage {
    struct InvitationCard {
        let method: String
        let isCancellation: Bool
        let summary: String
        let whenLine: String
        let sequence: String
        let leaf: Leaf
        let fileHref: String
    }

    struct Link {
        let href: String
        let linkLabel: String
    }

    let subject: String
    let kind: String
    let kindTone: String
    let sender: String
    let recipient: String
    let sentAt: String
    let html: String
    let plainText: String
    let invitation: InvitationCard?
    let hasLinks: Bool
    let links: [Link]

    init(_ entry: MailboxEntry, _ dates: Dates) throws {
        let kind = MailKind(entry.subject)
        subject = entry.subject
        (self.kind, kindTone) = (kind.label, kind.tone)
        sender = entry.sender
        recipient = entry.recipient
        sentAt = "\(dates.stamp(entry.receivedAt)) UTC"
        html = entry.html
        plainText = entry.plain
        invitation = try entry.calendar.map {
            try InvitationCard($0, dates, fileHref: "/demo/mailbox/\(entry.messageID)/invite.ics")
        }
        links = Self.links(in: entry.plain)
        hasLinks = !links.isEmpty
    }

    /// The plain text ends with its ways on, one a line: `Join the meeting: http://…`.
    private static func links(in text: String) -> [Link] {
        text.split(separator: "\n").compactMap { line in
            guard let range = line.firstRange(of: ": http") else { return nil }
            return Link(
                href: String(line[range.lowerBound...].dropFirst(2)), linkLabel: String(line[..<range.lowerBound]))
        }
    }
}

extension MailPage.InvitationCard {
    init(_ calendar: String, _ dates: Dates, fileHref: String) throws {
        self.fileHref = fileHref
        let read = try ReceivedInvitation(calendar)
        leaf = Leaf(read.interval, dates)
        method = read.method
        isCancellation = read.isCancellation
        summary = read.summary
        whenLine = "\(leaf.dayLine), \(leaf.timeLine), \(leaf.zoneLine)"
        sequence = String(read.sequence)
    }
}

/// A message's kind, by how its subject begins.
private struct MailKind {
    let label: String
    let tone: String

    init(_ subject: String) {
        let tones = ["Confirmed": "ok", "New": "", "Moved": "warn", "Cancelled": "bad"]
        let word = subject.split(separator: ":").first.map(String.init) ?? ""
        label = tones[word] == nil ? "Notice" : word
        tone = tones[word] ?? "warn"
    }
}

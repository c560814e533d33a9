import Foundation
import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

/// An agency with two accounts: its admin, and a user of the first account.
private struct Agencies {
    let house: TestHouse
    let harbor: Practice
    let second: Account
    let admin: Asker

    init(_ house: TestHouse) async throws {
        self.house = house
        harbor = try await house.practice(hosts: 2)
        admin = try await house.asker("ada@harbor.example")
        second = try await house.verbs.addAccount(
            AccountForm(name: "Second", slug: "second", zone: "Asia/Tokyo"), by: admin)
    }

    var milo: User { harbor.hosts[1] }
}

extension TestHouse {
    /// Somebody who has just signed in.
    func asker(_ email: String) async throws -> Asker {
        let session = try await signIn(email: email)
        let person = try #require(try await verbs.person(token: session.token)?.person)
        return Asker(person, address: "192.0.2.1")
    }

    /// The asker as they are now: what they may do, and whom they are logged in as.
    fileprivate func now(_ asker: Asker) async throws -> (person: Person, session: Session?) {
        try #require(
            try await verbs.store.read { try $0.person(tokenHash: asker.person.tokenHash, at: verbs.now) })
    }

    /// The token at the end of the link in the last mail to somebody.
    fileprivate func link(in path: String, to email: String) async throws -> String {
        await work()
        let mail = try #require(mail.to(email).last)
        let start = try #require(mail.text.range(of: "\(verbs.settings.publicURL)/\(path)/"))
        return String(mail.text[start.upperBound...].prefix(43))
    }
}

private let browser = Browser(name: "Test", address: "192.0.2.1")

struct `People of an agency` {
    @Test func `an agency's admin opens accounts without being a member, and a user does not`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let verbs = house.verbs
            try await verbs.open(account: agencies.second.id, by: agencies.admin.person)
            let session = try #require(try await house.now(agencies.admin).session)
            #expect(session.account.id == agencies.second.id)
            #expect(session.isAdmin && !session.isMember)
            let milo = try await house.asker("milo@harbor.example")
            #expect(
                try await code { try await verbs.open(account: agencies.second.id, by: milo.person) }
                    == "not_found")
            // Added as an employee, he can.
            try await verbs.setMembership(
                of: agencies.milo.id, in: agencies.second.id, to: MembershipForm(role: .user), by: agencies.admin)
            try await verbs.open(account: agencies.second.id, by: milo.person)
            #expect(try await house.now(milo).session?.isMember == true)
        }
    }

    @Test func `switching makes the forms of former pages worthless`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let former = agencies.admin.person.csrf
            try await house.verbs.open(account: agencies.second.id, by: agencies.admin.person)
            #expect(try await house.now(agencies.admin).person.csrf != former)
        }
    }

    @Test func `an invitation makes somebody new a member, once and within a week`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let verbs = house.verbs
            let form = InvitationForm(
                email: " Nils@Harbor.example ", name: "Nils", accountID: agencies.harbor.account.id,
                membership: MembershipForm(role: .user, isLimited: true))
            _ = try await verbs.invite(form, by: agencies.admin)
            let token = try await house.link(in: "invite", to: "nils@harbor.example")
            #expect(try await verbs.invitation(token: token).isKnown == false)
            let short = await #expect(throws: OperationError.self) {
                _ = try await verbs.acceptInvitation(
                    token: token, name: "Nils", password: "short", zone: "UTC", browser: browser)
            }
            #expect(short?.fields.map(\.name) == ["password"])
            let session = try await verbs.acceptInvitation(
                token: token, name: "Nils Holm", password: "a long password", zone: "Europe/Oslo", browser: browser
            )
            let entered = try #require(try await verbs.person(token: session.token)?.session)
            #expect(entered.user.name == "Nils Holm")
            #expect(entered.member.isLimited && entered.account.slug == "harbor")
            #expect(try await code { try await verbs.invitation(token: token) } == "link_used")
            _ = try await verbs.invite(
                InvitationForm(email: "late@harbor.example", accountID: agencies.harbor.account.id),
                by: agencies.admin)
            let late = try await house.link(in: "invite", to: "late@harbor.example")
            house.clock.advance(minutes: 7 * 1440)
            #expect(try await code { try await verbs.invitation(token: late) } == "link_used")
        }
    }

    @Test func `who is known accepts by signing in, and nobody accepts for another`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let verbs = house.verbs
            _ = try await verbs.invite(
                InvitationForm(email: "milo@harbor.example", accountID: agencies.second.id, agencyRole: .user),
                by: agencies.admin)
            let token = try await house.link(in: "invite", to: "milo@harbor.example")
            let refused = try await code {
                try await verbs.acceptInvitation(
                    token: token, name: "X", password: "a long password", zone: "UTC", browser: browser)
            }
            #expect(refused == "sign_in_first")
            #expect(
                try await code { try await verbs.acceptInvitation(token: token, by: agencies.admin) }
                    == "other_address")
            let milo = try await house.asker("milo@harbor.example")
            try await verbs.acceptInvitation(token: token, by: milo)
            let now = try await house.now(milo)
            #expect(now.session?.account.id == agencies.second.id)
            #expect(now.person.standing?.role == .user)
        }
    }

    @Test func `only admins invite, each to what is theirs`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let verbs = house.verbs
            let milo = try await house.asker("milo@harbor.example")
            let here = InvitationForm(email: "x@harbor.example", accountID: agencies.harbor.account.id)
            #expect(try await code { try await verbs.invite(here, by: milo) } == "not_admin")
            try await verbs.setMembership(
                of: agencies.milo.id, in: agencies.harbor.account.id, to: MembershipForm(role: .admin),
                by: agencies.admin)
            _ = try await verbs.invite(here, by: milo)
            // Nor does he bring somebody in who has not agreed.
            let rhea = try await verbs.addUser(
                NewUser(name: "Rhea", email: "rhea@second.example", password: "a long password", zone: "UTC"),
                to: agencies.second, as: .user)
            let unasked = try await code {
                try await verbs.setMembership(
                    of: rhea.id, in: agencies.harbor.account.id, to: MembershipForm(role: .user), by: milo)
            }
            #expect(unasked == "not_agency_admin")
            let there = InvitationForm(email: "x@harbor.example", accountID: agencies.second.id)
            #expect(try await code { try await verbs.invite(there, by: milo) } == "not_found")
            var above = here
            above.agencyRole = .admin
            #expect(try await code { try await verbs.invite(above, by: milo) } == "not_agency_admin")
        }
    }

    @Test func `a new password comes by mail, ends every session, and its link works once`() async throws {
        try await TestHouse.with { house in
            _ = try await Agencies(house)
            let verbs = house.verbs
            let milo = try await house.asker("milo@harbor.example")
            try await verbs.forgotPassword(email: "nobody@harbor.example")
            await house.work()
            #expect(house.mail.to("nobody@harbor.example").isEmpty)
            try await verbs.forgotPassword(email: "Milo@Harbor.example")
            let token = try await house.link(in: "reset", to: "milo@harbor.example")
            try await verbs.resetPassword(token: token, password: "another password", from: "192.0.2.1")
            #expect(try await verbs.person(token: "") == nil)
            let stale = try await verbs.store.read {
                try $0.person(tokenHash: milo.person.tokenHash, at: verbs.now)
            }
            #expect(stale == nil)
            #expect(
                try await code {
                    try await verbs.resetPassword(token: token, password: "again and again", from: "192.0.2.1")
                }
                    == "link_used")
            #expect(try await code { try await house.signIn(email: "milo@harbor.example") } == "sign_in")
            _ = try await house.signIn(email: "milo@harbor.example", password: "another password")
        }
    }

    @Test func `an authenticator asks for its code, never takes one twice, and can be recovered from`()
        async throws
    {
        try await TestHouse.with { house in
            _ = try await Agencies(house)
            let verbs = house.verbs
            let milo = try await house.asker("milo@harbor.example")
            let secret = Base32.decode(try await verbs.beginAuthenticator(by: milo).secret)
            #expect(try await verbs.beginAuthenticator(by: milo).secret == Base32.encode(secret))
            #expect(try await code { try await verbs.confirmAuthenticator(code: "000000", by: milo) } == "wrong")
            func present() -> String { TOTP.code(secret: secret, step: TOTP.step(at: verbs.now)) }
            let codes = try await verbs.confirmAuthenticator(code: present(), by: milo)
            func ticket() async throws -> String {
                let step = try await verbs.signIn(
                    email: "milo@harbor.example", password: "a long password", browser: browser)
                guard case .code(let ticket) = step else { throw StoreError.failed("No code was asked for.") }
                return ticket
            }
            let first = try await ticket()
            // The code that confirmed it has been used.
            #expect(
                try await code { try await verbs.signIn(ticket: first, code: present(), browser: browser) }
                    == "wrong")
            house.clock.advance(seconds: 30)
            _ = try await verbs.signIn(ticket: first, code: present(), browser: browser)
            let second = try await ticket()
            #expect(
                try await code { try await verbs.signIn(ticket: second, code: present(), browser: browser) }
                    == "wrong")
            let recovery = codes[0].uppercased()
            _ = try await verbs.signIn(ticket: second, code: recovery, browser: browser)
            #expect(
                try await code { try await verbs.signIn(ticket: second, code: recovery, browser: browser) }
                    == "wrong")
            house.clock.advance(minutes: 6)
            #expect(
                try await code { try await verbs.signIn(ticket: second, code: codes[1], browser: browser) }
                    == "ticket_over")
        }
    }

    @Test func `guessing codes is throttled for each user`() async throws {
        try await TestHouse.with { house in
            _ = try await Agencies(house)
            let verbs = house.verbs
            let milo = try await house.asker("milo@harbor.example")
            let secret = Base32.decode(try await verbs.beginAuthenticator(by: milo).secret)
            _ = try await verbs.confirmAuthenticator(
                code: TOTP.code(secret: secret, step: TOTP.step(at: verbs.now)), by: milo)
            let step = try await verbs.signIn(
                email: "milo@harbor.example", password: "a long password", browser: browser)
            guard case .code(let ticket) = step else { throw StoreError.failed("No code was asked for.") }
            var codes: [String?] = []
            for _ in 0..<7 {
                codes.append(
                    try await code { try await verbs.signIn(ticket: ticket, code: "123456", browser: browser) })
            }
            #expect(codes == Array(repeating: "wrong", count: 5) + ["too_many", "too_many"])
        }
    }

    @Test func `the codes are those of RFC 6238`() {
        let secret = Array("12345678901234567890".utf8)
        // Appendix B, the last six of eight digits.
        let table: [(Int64, String)] = [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ]
        for (second, expected) in table {
            let step = TOTP.step(at: Instant(seconds: second))
            #expect(TOTP.code(secret: secret, step: step) == expected)
        }
        #expect(Base32.encode(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(Base32.decode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == secret)
    }

    @Test func `an admin logs in as somebody for an hour, and the log names both`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let verbs = house.verbs
            try await verbs.logIn(as: agencies.milo.id, by: agencies.admin)
            let acting = try await house.now(agencies.admin)
            #expect(acting.person.user.id == agencies.milo.id)
            #expect(acting.person.behind?.email == "ada@harbor.example")
            #expect(acting.person.actor == "Ada Test as Milo Test")
            #expect(acting.session?.member.role == .user)
            let borrowed = Asker(acting.person, address: "192.0.2.1")
            #expect(
                try await code {
                    try await verbs.changePassword(current: "a long password", to: "stolen password", by: borrowed)
                }
                    == "logged_in_as")
            #expect(try await code { try await verbs.beginAuthenticator(by: borrowed) } == "logged_in_as")
            #expect(try await code { try await verbs.logIn(as: agencies.milo.id, by: borrowed) } == "logged_in_as")
            try await verbs.endLogInAs(by: borrowed)
            #expect(try await house.now(agencies.admin).person.user.email == "ada@harbor.example")
            let agencyID = try #require(agencies.admin.person.standing?.agency.id)
            let log = try await verbs.store.read { try $0.audit(AuditFilter(.agency(agencyID))) }
            #expect(log.prefix(2).map(\.event) == ["log_in_as_ended", "logged_in_as"])
            #expect(log[0].behind == "Ada Test" && log[0].actor == "Milo Test")
            try await verbs.logIn(as: agencies.milo.id, by: agencies.admin)
            house.clock.advance(minutes: Verbs.logInAsMinutes)
            #expect(try await house.now(agencies.admin).person.behind == nil)
        }
    }

    @Test func `who works for two agencies is neither's to delete, nor a way from one into the other`()
        async throws
    {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let verbs = house.verbs
            let other = try await verbs.createAccount(
                name: "Other", slug: "other", zone: "UTC",
                admin: NewUser(name: "Olga", email: "olga@other.example", password: "a long password", zone: "UTC")
            )
            try await verbs.store.write {
                try $0.join(agencies.milo.id, account: other.account.id, as: .admin, at: verbs.now)
            }
            let milo = agencies.milo.id
            #expect(try await code { try await verbs.deleteUser(milo, by: agencies.admin) } == "other_agency")
            try await verbs.logIn(as: milo, by: agencies.admin)
            let acting = try await house.now(agencies.admin)
            #expect(acting.session?.account.slug == "harbor")
            #expect(
                try await code { try await verbs.open(account: other.account.id, by: acting.person) }
                    == "not_found")
        }
    }

    @Test func `where somebody is signed in is listed with when they were there last, and ends one by one`()
        async throws
    {
        try await TestHouse.with { house in
            _ = try await Agencies(house)
            let verbs = house.verbs
            let first = try await house.asker("milo@harbor.example")
            house.clock.advance(minutes: 10)
            let session = try await house.signIn(email: "milo@harbor.example")
            house.clock.advance(minutes: 10)
            _ = try await verbs.person(token: session.token)
            let browsers = try await verbs.store.read { try $0.browsers(of: first.person.user.id, at: verbs.now) }
            #expect(browsers.map(\.seenAt) == [verbs.now, verbs.now.adding(minutes: -20)])
            try await verbs.endSession(browsers[0].id, by: first)
            #expect(try await verbs.person(token: session.token) == nil)
            _ = try await house.now(first)
        }
    }

    @Test func `nobody is logged in as who looks after the agency`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            try await house.verbs.setAgencyRole(.admin, of: agencies.milo.id, by: agencies.admin)
            let refused = try await code { try await house.verbs.logIn(as: agencies.milo.id, by: agencies.admin) }
            #expect(refused == "agency_admin")
        }
    }

    @Test func `a deleted user is gone at once, and comes back as somebody new`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let verbs = house.verbs
            let milo = try await house.asker("milo@harbor.example")
            try await verbs.deleteUser(agencies.milo.id, by: agencies.admin)
            let stale = try await verbs.store.read {
                try $0.person(tokenHash: milo.person.tokenHash, at: verbs.now)
            }
            #expect(stale == nil)
            #expect(try await code { try await house.signIn(email: "milo@harbor.example") } == "sign_in")
            let left = try await verbs.store.read {
                try $0.members(of: agencies.harbor.account.id).map(\.user.name)
            }
            #expect(left == ["Ada Test"])
            let hosts = try await verbs.store.read { try $0.hosts(of: agencies.harbor.calendar.id).map(\.name) }
            #expect(hosts == ["Ada Test"])
            let back = try await verbs.restoreUser(agencies.milo.id, by: agencies.admin)
            #expect(back.id != agencies.milo.id && back.email == "milo@harbor.example")
            let member = try await verbs.store.read {
                try $0.membership(of: back.id, in: agencies.harbor.account.id)
            }
            #expect(member?.role == .user)
            // Whoever may have had the former password does not get in by it.
            #expect(try await code { try await house.signIn(email: "milo@harbor.example") } == "sign_in")
            let token = try await house.link(in: "reset", to: "milo@harbor.example")
            try await verbs.resetPassword(token: token, password: "a long password", from: "192.0.2.1")
            _ = try await house.signIn(email: "milo@harbor.example")
            // The Zoom account stays with the former id.
            #expect(try await verbs.store.read { try $0.connection(of: back.id) } == nil)
            #expect(try await verbs.store.read { try $0.connection(of: agencies.milo.id) } != nil)
            #expect(
                try await code { try await verbs.restoreUser(agencies.milo.id, by: agencies.admin) } == "restored")
        }
    }

    @Test func `an agency keeps an admin, whoever asks`() async throws {
        try await TestHouse.with { house in
            let agencies = try await Agencies(house)
            let verbs = house.verbs
            let ada = agencies.harbor.hosts[0].id
            #expect(
                try await code { try await verbs.setAgencyRole(.user, of: ada, by: agencies.admin) }
                    == "last_admin")
            #expect(
                try await code { try await verbs.setAgencyRole(nil, of: ada, by: agencies.admin) } == "last_admin")
            #expect(try await code { try await verbs.deleteUser(ada, by: agencies.admin) } == "yourself")
            try await verbs.setAgencyRole(.admin, of: agencies.milo.id, by: agencies.admin)
            let milo = try await house.asker("milo@harbor.example")
            // Both take the other's role at the same time: one of them stays.
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                group.addTask { (try? await verbs.setAgencyRole(.user, of: ada, by: milo)) != nil }
                group.addTask {
                    (try? await verbs.setAgencyRole(.user, of: agencies.milo.id, by: agencies.admin)) != nil
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
        }
    }
}

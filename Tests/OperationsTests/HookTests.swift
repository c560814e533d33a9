import Crypto
import Foundation
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `A webhook` {
    private let day = "2026-12-28T09:00:00Z"

    @Test func `is told what becomes of an appointment, signed, and nothing of other accounts`() async throws {
        try await Hooked.with { hooked in
            let (house, receiver) = (hooked.house, hooked.receiver)
            let stranger = NewUser(
                name: "Olga", email: "olga@other.example", password: "a long password", zone: "UTC")
            let other = try await house.verbs.createAccount(
                name: "Other", slug: "other", zone: "UTC", admin: stranger)
            _ = try await Hooked.add(receiver.url, to: other.account, in: house)
            let view = try await house.book(day)
            await house.work()
            #expect(try receiver.types.sorted() == ["appointment.booked", "location.ready"])
            let moved = try await house.move(view, to: "2026-12-28T11:00:00Z")
            await house.work()
            _ = try await house.verbs.cancel(moved, reason: "Ill", by: "guest")
            await house.work()
            let later = ["appointment.cancelled", "appointment.moved", "location.ready"]
            #expect(try receiver.types.dropFirst(2).sorted() == later)
            for call in receiver.calls {
                #expect(hooked.signs(call))
                #expect(try call.json("data.appointment.id") == view.appointment.id)
                #expect(try call.json("account.slug") == "harbor")
                #expect(try call.headers["webhook-id"] == call.json("id"))
                // Nobody's way in is told.
                #expect(!call.body.contains("/j/") && !call.body.contains(house.zoom.base))
            }
            #expect(Set(receiver.calls.map { $0.headers["webhook-id"] }).count == 5)
            let booked = try #require(try receiver.last("appointment.booked"))
            let moving = try #require(try receiver.last("appointment.moved"))
            let ready = try #require(try receiver.last("location.ready"))
            let cancelled = try #require(try receiver.last("appointment.cancelled"))
            #expect(try booked.json("data.appointment.location.state") == "pending")
            #expect(try ready.json("data.appointment.location.state") == "ready")
            #expect(try booked.json("data.appointment.contact.email") == "nora@example.com")
            #expect(try moving.json("data.previous.start") == day)
            #expect(try moving.json("data.appointment.start") == "2026-12-28T11:00:00Z")
            #expect(try cancelled.json("data.appointment.cancel_reason") == "Ill")
        }
    }

    @Test func `is told of requests, of every change of status, and of each appointment of a series`() async throws
    {
        try await Hooked.with { hooked in
            let (house, receiver) = (hooked.house, hooked.receiver)
            try await house.change(hooked.practice) { ($0.needsApproval, $0.maxOccurrences) = (true, "3") }
            let request = try await house.book(day)
            #expect(request.appointment.status == .new)
            let confirmed = try await house.verbs.setStatus(request, to: .confirmed, by: "Ada Test")
            _ = try await house.verbs.setStatus(confirmed, to: .invalid, by: "Ada Test")
            await house.work()
            let types = try receiver.types.filter { $0.hasPrefix("appointment") }
            #expect(
                types.sorted() == ["appointment.booked", "appointment.confirmed", "appointment.status_changed"])
            let changed = try #require(try receiver.last("appointment.status_changed"))
            #expect(try changed.json("data.previous.status") == "confirmed")
            receiver.forget()
            let booking = try house.request("2026-12-21T09:00:00Z")
            _ = try await house.verbs.bookSeries(
                SeriesRequest(booking: booking, rule: "FREQ=DAILY;COUNT=3", onConflict: .refuse))
            await house.work()
            #expect(try receiver.types == Array(repeating: "appointment.booked", count: 3))
        }
    }

    @Test func `hears only what it has chosen`() async throws {
        try await Hooked.with(events: [.cancelled]) { hooked in
            let view = try await hooked.house.book(day)
            _ = try await hooked.house.cancel(view)
            await hooked.house.work()
            #expect(try hooked.receiver.types == ["appointment.cancelled"])
        }
    }

    @Test func `is told again, later each time, until it takes it or three days have passed`() async throws {
        try await Hooked.with(events: [.booked]) { hooked in
            let (house, receiver) = (hooked.house, hooked.receiver)
            receiver.answer(500)
            _ = try await house.book(day)
            await house.work()
            #expect(receiver.calls.count == 1)
            let pauses = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
            for (index, pause) in pauses.enumerated() {
                house.clock.advance(seconds: pause - 1)
                await house.work()
                #expect(receiver.calls.count == index + 1)
                house.clock.advance(seconds: pause / 10 + 2)
                await house.work()
                #expect(receiver.calls.count == index + 2)
            }
            let delivery = try await hooked.log()[0]
            #expect(delivery.state == .failed && delivery.failures == 10)
            #expect(delivery.last?.status == 500 && delivery.last?.answer == "taken as 500")
            // The same event each time, signed anew.
            #expect(Set(receiver.calls.map { $0.headers["webhook-id"] }).count == 1)
            #expect(receiver.calls.allSatisfy { hooked.signs($0) })
            receiver.answer(200)
            _ = try await house.verbs.redeliver(
                delivery.id, ofHook: hooked.hook.id, of: hooked.accountID, by: hooked.authority)
            await house.work()
            #expect(try await hooked.log()[0].state == .delivered)
            #expect(receiver.calls.last?.headers["webhook-id"] == receiver.calls.first?.headers["webhook-id"])
            #expect(try await hooked.current().failingSince == nil)
        }
    }

    @Test func `that answers 410 is turned off, and its admins are told`() async throws {
        try await Hooked.with(events: [.booked]) { hooked in
            let house = hooked.house
            hooked.receiver.answer(410)
            _ = try await house.book(day)
            await house.work()
            #expect(hooked.receiver.calls.count == 1)
            #expect(try await hooked.current().state == .disabled)
            #expect(try await hooked.log().map(\.state) == [.failed])
            let subject = "A webhook of Harbor has been turned off"
            #expect(house.subjects(to: "ada@harbor.example").contains(subject))
            #expect(!house.subjects(to: "milo@harbor.example").contains(subject))
            _ = try await house.book("2026-12-28T12:00:00Z", guest: "omar")
            await house.work()
            #expect(try await hooked.log().count == 1)
            let refused = try await code {
                try await house.verbs.tryHook(hooked.hook.id, of: hooked.accountID, by: hooked.authority)
            }
            #expect(refused == "hook_disabled")
            hooked.receiver.answer(200)
            try await house.verbs.resumeHook(hooked.hook.id, of: hooked.accountID, by: hooked.authority)
            _ = try await house.book("2026-12-28T13:00:00Z", guest: "pia")
            await house.work()
            #expect(try await hooked.log().map(\.state) == [.delivered, .failed])
        }
    }

    @Test func `is turned off after five days of nothing but failures`() async throws {
        try await Hooked.with(events: [.booked]) { hooked in
            let house = hooked.house
            hooked.receiver.answer(503)
            _ = try await house.book(day)
            await house.work()
            house.clock.advance(minutes: 5 * 1440 - 1)
            _ = try await house.book("2026-12-28T12:00:00Z", guest: "omar")
            await house.work()
            #expect(try await hooked.current().state == .active)
            house.clock.advance(minutes: 2)
            await house.work()
            #expect(try await hooked.current().state == .disabled)
            #expect(house.subjects(to: "ada@harbor.example").contains { $0.hasPrefix("A webhook of Harbor") })
        }
    }

    @Test func `that is paused is told what has happened meanwhile once it is resumed`() async throws {
        try await Hooked.with(events: [.booked]) { hooked in
            let (house, verbs) = (hooked.house, hooked.house.verbs)
            try await verbs.pauseHook(hooked.hook.id, of: hooked.accountID, by: hooked.authority)
            _ = try await house.book(day)
            await house.work()
            #expect(hooked.receiver.calls.isEmpty)
            // A trial goes through all the same.
            _ = try await verbs.tryHook(hooked.hook.id, of: hooked.accountID, by: hooked.authority)
            await house.work()
            #expect(try hooked.receiver.types == ["webhook.test"])
            try await verbs.resumeHook(hooked.hook.id, of: hooked.accountID, by: hooked.authority)
            await house.work()
            #expect(try hooked.receiver.types == ["webhook.test", "appointment.booked"])
        }
    }

    @Test func `has two secrets for a day while one is changed for the other`() async throws {
        try await Hooked.with(events: [.booked]) { hooked in
            let house = hooked.house
            let rotated = try await house.verbs.rotateHookSecret(
                hooked.hook.id, of: hooked.accountID, by: hooked.authority)
            #expect(rotated.secret != hooked.secret)
            _ = try await house.book(day)
            await house.work()
            let both = try #require(hooked.receiver.calls.last)
            #expect(hooked.signs(both) && hooked.signs(both, with: rotated.secret))
            house.clock.advance(minutes: 1440)
            _ = try await house.book("2026-12-28T12:00:00Z", guest: "omar")
            await house.work()
            let one = try #require(hooked.receiver.calls.last)
            #expect(!hooked.signs(one) && hooked.signs(one, with: rotated.secret))
        }
    }

    @Test func `is told each event once, however many look after it`() async throws {
        try await Hooked.with(events: [.booked]) { hooked in
            let house = hooked.house
            let twin = TestHouse(database: house.database, clock: house.clock, zoom: house.zoom)
            let count = 24
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<count {
                    let start = try house.moment(day).adding(minutes: 30 * number).rfc3339
                    group.addTask { _ = try await house.book(start, guest: "guest\(number)") }
                    group.addTask { await (number % 2 == 0 ? house : twin).work() }
                }
                try await group.waitForAll()
            }
            await house.work()
            #expect(hooked.receiver.calls.count == count)
            #expect(Set(hooked.receiver.calls.map { $0.headers["webhook-id"] }).count == count)
            #expect(try await hooked.log().allSatisfy { $0.state == .delivered })
        }
    }

    @Test func `is not led elsewhere by a redirect`() async throws {
        try await Hooked.with(events: [.booked]) { hooked in
            hooked.receiver.answer(307, location: hooked.receiver.url.replacing("/hooks", with: "/elsewhere"))
            _ = try await hooked.house.book(day)
            await hooked.house.work()
            #expect(hooked.receiver.calls.map(\.path) == ["/hooks"])
            #expect(try await hooked.log()[0].last?.error?.contains("redirects are not followed") == true)
        }
    }

    @Test func `that does not answer at all is called less often`() async throws {
        try await Hooked.with(url: "http://127.0.0.1:9/hooks", events: [.booked]) { hooked in
            for number in 0..<7 {
                let start = try hooked.house.moment(day).adding(minutes: 60 * number).rfc3339
                _ = try await hooked.house.book(start, guest: "guest\(number)")
            }
            for _ in 0..<3 { await hooked.house.work() }
            let log = try await hooked.log()
            #expect(log.contains { $0.last?.error?.hasPrefix("No connection") == true })
            #expect(log.contains { $0.last == nil })
            #expect(log.allSatisfy { $0.state == .queued })
        }
    }

    private static let refused = [
        "", "ftp://example.com", "example.com/hooks", "http://example.com/hooks", "https://user:word@example.com/",
        "https://exa mple.com/", "https://example.com/#part", "https://127.0.0.1/", "https://10.1.2.3/",
        "https://192.168.0.1:8443/", "https://172.31.255.255/", "https://169.254.169.254/latest",
        "https://100.64.0.1/",
        "https://0.0.0.0/", "https://224.0.0.1/", "https://[::1]/", "https://[fe80::1]/", "https://[fd00::1]/",
        "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
    ]

    @Test func `is refused an address that is not out on the Internet, or not secure`() async throws {
        try await Hooked.withOutsiders { house, practice, authority in
            for url in Self.refused {
                let refused = try await code {
                    try await house.verbs.addHook(HookForm(url: url), of: practice.account.id, by: authority)
                }
                #expect(
                    ["missing", "bad_url", "private_address"].contains(refused), "\(url): \(refused ?? "taken")")
            }
        }
    }

    @Test func `may be anywhere on the Internet, and is not called where its name leads home`() async throws {
        try await Hooked.withOutsiders { house, practice, authority in
            for url in ["https://example.com/a?b=c", "https://198.0.2.1:8443/", "https://[2606:4700::1111]/"] {
                _ = try await house.verbs.addHook(HookForm(url: url), of: practice.account.id, by: authority)
            }
            try await house.verbs.store.write { transaction in
                for hook in try transaction.hooks(of: practice.account.id) {
                    try transaction.delete(hook: hook.id)
                }
            }
            let (hook, _) = try await house.verbs.addHook(
                HookForm(url: "https://localhost:9/"), of: practice.account.id, by: authority)
            _ = try await house.verbs.tryHook(hook.id, of: practice.account.id, by: authority)
            await house.work()
            let log = try await house.verbs.store.read { try $0.hookDeliveries(of: hook.id, limit: 9) }
            #expect(log[0].last?.error?.hasPrefix("localhost is an address of this machine") == true)
        }
    }

    @Test func `forgets who is erased, and everything after thirty days`() async throws {
        try await Hooked.with(events: [.booked, .cancelled]) { hooked in
            let house = hooked.house
            let view = try await house.book(day)
            _ = try await house.cancel(view)
            let kept = try await house.book("2026-12-28T12:00:00Z", guest: "omar")
            await house.work()
            #expect(try await hooked.log().count == 3)
            try await house.verbs.eraseContact(
                view.appointment.contactID, by: hooked.authority.doer, in: hooked.practice.account)
            #expect(try await hooked.log().map(\.subjectID) == [kept.appointment.id])
            house.clock.advance(minutes: 30 * 1440 + 1)
            await Housekeeping(verbs: house.verbs).sweep()
            #expect(try await hooked.log().isEmpty)
        }
    }

    @Test func `goes with its log, and what was on its way to it`() async throws {
        try await Hooked.with { hooked in
            let house = hooked.house
            _ = try await house.book(day)
            try await house.verbs.removeHook(hooked.hook.id, of: hooked.accountID, by: hooked.authority)
            await house.work()
            #expect(hooked.receiver.calls.isEmpty)
            #expect(try await hooked.log().isEmpty)
            let gone = try await code { try await house.verbs.hook(hooked.hook.id, of: hooked.accountID) }
            #expect(gone == "not_found")
        }
    }
}

/// A practice with a webhook, and the program behind it.
struct Hooked {
    let house: TestHouse
    let practice: Practice
    let receiver: HookReceiver
    let authority: KeyHolder
    let hook: HookEndpoint
    let secret: String

    var accountID: String { practice.account.id }

    /// - Parameter url: where it is; nil for the receiver's own address.
    static func with(
        url: String? = nil, events: [HookEvent] = HookEvent.choices, _ body: (Hooked) async throws -> Void
    ) async throws {
        try await TestHouse.with { house in
            try await HookReceiver.with { receiver in
                let practice = try await house.practice()
                let authority = try await authority(of: practice.account, in: house)
                let (hook, secret) = try await house.verbs.addHook(
                    HookForm(url: url ?? receiver.url, events: events), of: practice.account.id, by: authority)
                try await body(
                    Hooked(
                        house: house, practice: practice, receiver: receiver, authority: authority, hook: hook,
                        secret: secret))
            }
        }
    }

    /// A house that lets webhooks be on the Internet alone, as every Usher does unless it is told otherwise.
    static func withOutsiders(
        _ body: (TestHouse, Practice, KeyHolder) async throws -> Void
    ) async throws {
        try await TestHouse.with { house in
            let strict = TestHouse(
                database: house.database, clock: house.clock, zoom: house.zoom, allowsPrivateHooks: false)
            let practice = try await strict.practice(hosts: 1, connected: false)
            try await body(strict, practice, try await authority(of: practice.account, in: strict))
        }
    }

    @discardableResult
    static func add(_ url: String, to account: Account, in house: TestHouse) async throws -> HookEndpoint {
        try await house.verbs.addHook(
            HookForm(url: url), of: account.id, by: try await authority(of: account, in: house)
        ).hook
    }

    private static func authority(of account: Account, in house: TestHouse) async throws -> KeyHolder {
        let key = try await house.verbs.createAPIKey(for: account, label: "test")
        return try await house.verbs.holder(apiKey: key, for: .writeHooks, from: "192.0.2.1")
    }

    func current() async throws -> HookEndpoint {
        try await house.verbs.hook(hook.id, of: accountID)
    }

    /// What was told, latest first.
    func log() async throws -> [HookDelivery] {
        try await house.verbs.store.read { try $0.hookDeliveries(of: hook.id, limit: 100) }
    }

    /// Whether a call bears the signature that Standard Webhooks asks for, made here once more.
    func signs(_ call: HookReceiver.Call, with secret: String? = nil) -> Bool {
        let text = (secret ?? self.secret).dropFirst("whsec_".count)
        guard let key = Data(base64Encoded: String(text)), let id = call.headers["webhook-id"],
            let time = call.headers["webhook-timestamp"], let sent = call.headers["webhook-signature"]
        else { return false }
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(id).\(time).\(call.body)".utf8), using: SymmetricKey(data: key))
        return sent.split(separator: " ").contains { $0 == "v1,\(Data(code).base64EncodedString())" }
    }
}

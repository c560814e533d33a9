import Crypto
import Database
import Foundation
import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

/// The code that a body is refused with; nil when it is carried out.
func code<Value>(_ body: () async throws -> Value) async throws -> String? {
    do {
        _ = try await body()
        return nil
    } catch let error as OperationError {
        return error.code
    }
}

extension TestHouse {
    /// Delivers an event as Zoom does.
    func tell(_ body: [UInt8], requestID: String = "", secret: String = "webhook-secret") async throws {
        let key = SymmetricKey(data: Data(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data("v0:1:".utf8) + body, using: key)
        let signature = "v0=" + code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        _ = try await verbs.receive(
            ZoomDelivery(body: body, signature: signature, timestamp: "1", requestID: requestID))
    }

    /// A moment in RFC 3339.
    func moment(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: text))
    }

    /// Books `intro` with a request that has more in it.
    func book(
        _ start: String, guest: String = "nora", adjust: (inout BookingRequest) -> Void
    ) async throws -> AppointmentView {
        var request = try request(start, guest: guest)
        adjust(&request)
        return try await verbs.book(request).view
    }

    /// Books as a member does.
    func bookForContact(
        _ start: String, guest: String = "nora", because reason: String? = nil, in practice: Practice,
        adjust: (inout BookingRequest) -> Void = { _ in }
    ) async throws -> AppointmentView {
        var request = try request(start, guest: guest)
        adjust(&request)
        return try await verbs.bookForContact(
            request, override: reason.map(Override.init), by: "Ada Test", of: practice.account
        ).view
    }

    /// Keeps a slot for a visitor.
    func hold(
        _ start: String, visitor: String = "visitor", calendar: String = "intro",
        adjust: (inout HoldRequest) -> Void = { _ in }
    ) async throws -> HeldSlot {
        var request = HoldRequest(
            account: "harbor", calendar: calendar, start: try moment(start), visitor: visitor)
        adjust(&request)
        return try await verbs.hold(request)
    }

    /// Moves an appointment as its guest does.
    func move(_ view: AppointmentView, to start: String, isStaff: Bool = false) async throws -> AppointmentView {
        try await verbs.move(
            view, to: moment(start), zone: "Europe/Berlin", by: isStaff ? "Ada Test" : "guest", isStaff: isStaff)
    }

    func cancel(_ view: AppointmentView, isStaff: Bool = false) async throws -> AppointmentView {
        try await verbs.cancel(view, reason: "", by: isStaff ? "Ada Test" : "guest", isStaff: isStaff)
    }

    /// Changes the settings of the practice's calendar.
    @discardableResult
    func change(_ practice: Practice, _ adjust: (inout CalendarForm) -> Void) async throws -> BookingCalendar {
        var form = try await verbs.calendarForm(id: practice.calendar.id, of: practice.account)
        adjust(&form)
        return try await verbs.saveCalendar(form, id: practice.calendar.id, of: practice.account)
    }

    /// Makes another calendar of the practice.
    @discardableResult
    func addCalendar(
        _ slug: String, hosts: [User], to practice: Practice, adjust: (inout CalendarForm) -> Void = { _ in }
    ) async throws -> BookingCalendar {
        var form = CalendarForm()
        (form.name, form.slug) = (slug.capitalized, slug)
        form.hosts = hosts.map { HostForm(userID: $0.id) }
        adjust(&form)
        return try await verbs.saveCalendar(form, id: nil, of: practice.account)
    }

    /// Hours that the account's calendars can share: every weekday from nine to five.
    func officeHours(of practice: Practice) async throws -> NamedSchedule {
        let nineToFive = [HoursForm.Range(from: "09:00", to: "17:00")]
        let days: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
        let week = Dictionary(uniqueKeysWithValues: days.map { ($0, nineToFive) })
        return try await verbs.saveSchedule(
            ScheduleForm(name: "Office hours", zone: practice.account.zone, weeks: [week]), id: nil,
            owner: .account,
            in: practice.account)
    }

    /// Blocks the time of a user or a calendar.
    @discardableResult
    func block(
        _ ownerID: String, _ start: String, _ end: String, kind: String = "blocked", in practice: Practice
    ) async throws -> Block {
        try await verbs.saveBlock(
            BlockForm(owner: ownerID, kind: kind, start: start, end: end), by: "api", in: practice.account
        ).block
    }

    /// The slots of a calendar that start within some hours.
    func slots(
        _ start: String, hours: Int = 1, calendar: String = "intro", adjust: (inout SlotsAsk) -> Void = { _ in }
    ) async throws -> [Slot] {
        var ask = SlotsAsk(account: "harbor", calendar: calendar)
        adjust(&ask)
        let window = Interval(start: try moment(start), minutes: hours * 60)
        return try await verbs.slots(ask) { _ in window }.slots
    }

    /// What happened to an appointment: `booked by guest`, oldest first.
    func history(_ view: AppointmentView) async throws -> [HistoryEntry] {
        try await verbs.store.read { try $0.history(of: view.appointment.id) }
    }

    /// Whose time a meeting takes.
    func owners(_ view: AppointmentView) async throws -> Set<String> {
        Set(try await verbs.store.read { try $0.owners(ofMeeting: view.appointment.meetingID) })
    }

    /// Every appointment of the practice, whatever has become of it.
    func appointments(of practice: Practice) async throws -> [Appointment] {
        try await verbs.store.read {
            try $0.appointmentPage(of: practice.account.id, AppointmentSearch(), after: nil, limit: 1000)
        }.lines.map(\.appointment)
    }

    /// How much time is taken, of whomever, booked or kept.
    func takenTimes() async throws -> Int {
        try await database.read { connection in
            try connection.rows("SELECT count(*) AS number FROM host_times", []).first?.integer("number") ?? -1
        }
    }

    /// The meetings that Zoom holds and that have not been deleted.
    func zoomMeetings() async throws -> [SandboxMeeting] {
        try await zoom.meetings().filter { !$0.deleted }
    }

    /// The subjects of the messages to somebody, oldest first.
    func subjects(to email: String) -> [String] {
        mail.to(email).map(\.subject)
    }
}

/// Numbers that fall the same way each time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

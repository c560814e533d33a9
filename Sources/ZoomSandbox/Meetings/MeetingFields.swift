import Foundation

/// What a create or update request says, checked as Zoom checks it.
struct MeetingFields: Sendable {
    let topic: String?
    let agenda: String?
    let type: MeetingType?
    let startTime: String?
    let duration: Int?
    let timezone: String?
    let password: String?
    let defaultPassword: Bool?
    let scheduleFor: String?
    let settings: [String: JSONValue]
    let recurrence: JSONValue?
    let trackingFields: JSONValue?

    init(_ body: [String: JSONValue]) throws {
        var reader = FieldReader(body)
        topic = reader.text("topic", upTo: 200)
        agenda = reader.text("agenda", upTo: 2000)
        startTime = reader.text("start_time", upTo: 100)
        duration = reader.number("duration", in: 1...1440)
        timezone = reader.text("timezone", upTo: 100)
        password = reader.text("password", upTo: 10)
        defaultPassword = reader.flag("default_password")
        scheduleFor = reader.text("schedule_for", upTo: 128)
        type = Self.type(from: &reader)
        let asked = reader.object("settings") ?? [:]
        settings = MeetingSettings.read(asked, problems: &reader)
        recurrence = reader.object("recurrence").map { .object($0) }
        trackingFields = reader.given("tracking_fields")
        try reader.finish()
        try MeetingSettings.checkDomains(settings)
    }

    /// The zone the request names, when it is one; else the account's.
    func zone(of person: Person) -> TimeZone {
        timezone.flatMap { TimeZone(identifier: $0) } ?? person.zone
    }

    /// The time zone's name as Zoom keeps it.
    func zoneName(of person: Person) -> String {
        guard let timezone, TimeZone(identifier: timezone) != nil else { return person.profile.timezone }
        return timezone
    }

    func start(of person: Person) -> Date? {
        startTime.flatMap { StartTime.read($0, zone: zone(of: person), accountZone: person.zone) }
    }

    private static func type(from reader: inout FieldReader) -> MeetingType? {
        guard let number = reader.number("type", in: 1...10) else { return nil }
        guard let type = MeetingType(rawValue: number) else {
            reader.refuse("type", "Invalid field.")
            return nil
        }
        return type
    }
}

import Hummingbird
import Operations
import Scheduling
import TimeZones

/// What a booking by JSON sends. What is missing is named by the verb, as a field.
struct BookingBody {
    var request: BookingRequest
    /// As it was sent: it is read once the zone is known.
    let start: String

    /// - Parameters:
    ///   - account, calendar: their link names.
    ///   - now: stands for the start until that is read.
    init(_ body: BodyFields, account: String, calendar: String, at now: Instant) {
        let contact = body.object("contact")
        start = body.text("start") ?? ""
        request = BookingRequest(
            account: account, calendar: calendar, start: now, zone: body.text("timezone") ?? "",
            name: contact?.text("name") ?? "", email: contact?.text("email") ?? "", notes: body.text("notes") ?? ""
        )
        request.duration = body.integer("duration")
        request.hostID = body.text("host")
        request.guests = (body.objects("guests") ?? []).map {
            BookingRequest.GuestForm(name: $0.text("name") ?? "", email: $0.text("email") ?? "")
        }
        request.answers = body.texts(byName: "answers") ?? [:]
        request.consents = body.flag("consent") ?? false
        request.place = body.text("place") ?? ""
        request.locationAnswer = body.text("location") ?? ""
    }

    /// What only a visitor sends.
    mutating func readVisit(_ body: BodyFields) {
        request.holdID = body.text("hold")
        request.link = body.text("link")
    }

    /// The fields of a booking whose faults have other names.
    static let names = ["name": "contact.name", "email": "contact.email"]
}

extension Site {
    /// A booking with its start read.
    /// - Throws: the faults of the start together with those of all its other fields.
    func request(_ body: BookingBody) throws(OperationError) -> BookingRequest {
        var request = body.request
        request.start = try verbs.start(body.start, of: request)
        return request
    }

    /// Without a key, the same visitor asking for the same again within ten minutes has sent it twice.
    func submission(_ key: String?, _ booking: BookingRequest, _ visitor: String) -> BookingRequest.Submission {
        if let key { return .init(key: "api:\(booking.account.lowercased()):\(key)") }
        return .init(key: "same:\(visitor):\(booking.fingerprint)", isDerived: true)
    }
}

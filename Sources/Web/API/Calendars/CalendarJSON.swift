import Operations
import Scheduling
import Store
import TimeZones

extension CalendarSettings {
    /// Everything that can be set, as it can be sent back.
    var json: JSONValue {
        let (rules, policy) = (calendar.rules, calendar.policy)
        return JSONValue([
            "id": calendar.id, "kind": calendar.kind.rawValue, "name": calendar.name, "slug": calendar.slug,
            "description": calendar.description, "is_open": calendar.isOpen,
            "durations": rules.durations, "interval": rules.interval, "buffer_before": rules.bufferBefore,
            "buffer_after": rules.bufferAfter, "minimum_notice": rules.minimumNotice,
            "window": JSONValue(rules.window),
            "limits": JSONValue(rules.limits),
            "seats": rules.seats, "look_busy": rules.lookBusy, "distribution": calendar.distribution.rawValue,
            "on_move": policy.onMove.rawValue, "is_owner_first": policy.isOwnerFirst,
            "assigns_owner": policy.assignsOwner, "shows_seats": policy.showsSeats,
            "lets_choose_host": policy.letsChooseHost, "needs_approval": policy.needsApproval,
            "move_cutoff": policy.moveCutoff, "cancel_cutoff": policy.cancelCutoff,
            "max_guests": policy.maxGuests, "max_occurrences": policy.maxOccurrences,
            "has_waiting_list": policy.hasWaitingList,
            "location": JSONValue(calendar.location),
            "more_locations": calendar.moreLocations.map(JSONValue.init(offered:)),
            "schedule_id": calendar.scheduleID, "questions": calendar.questions.map(JSONValue.init(question:)),
            "consent": calendar.consent, "zoom": JSONValue(calendar.roomRules), "hosts": hosts.map(json),
            "resource_ids": resourceIDs,
        ])
    }

    private func json(_ host: HostSetting) -> JSONValue {
        JSONValue([
            "user_id": host.userID, "name": names[host.userID], "priority": host.priority.word,
            "weight": host.weight, "schedule_id": host.scheduleID, "is_required": host.isRequired,
            "location": host.location.map { JSONValue($0) },
        ])
    }
}

extension JSONValue {
    init(_ location: CalendarLocation) {
        self.init(["kind": location.kind.rawValue, "detail": location.detail])
    }

    init(offered place: OfferedLocation) {
        self.init([
            "label": place.label, "kind": place.location.kind.rawValue, "detail": place.location.detail,
        ])
    }

    init(_ rules: RoomRules) {
        self.init([
            "waiting_room": rules.waitingRoom, "join_before_host": rules.joinBeforeHost,
            "passcode": rules.passcode, "authentication": rules.authentication,
            "recording": rules.recording.rawValue,
        ])
    }

    init(_ window: BookingWindow) {
        switch window {
        case .rolling(let days): self.init(["kind": "rolling", "days": days, "first": nil, "last": nil])
        case .dates(let first, let last):
            self.init(["kind": "dates", "days": nil, "first": first, "last": last])
        }
    }
}

extension CalendarForm {
    /// Reads a body; what is absent is as in a new calendar.
    /// - Parameter current: the calendar as it is; nil for a new one.
    init(_ body: BodyFields, over current: JSONValue?) {
        self.init()
        body.readOnly(["id", "booking_url"], of: current)
        kind = body.text("kind") ?? kind
        name = body.text("name") ?? name
        slug = body.text("slug") ?? slug
        description = body.text("description") ?? description
        isOpen = body.flag("is_open") ?? isOpen
        scheduleID = body.text("schedule_id") ?? scheduleID
        consent = body.text("consent") ?? consent
        resourceIDs = body.texts("resource_ids") ?? resourceIDs
        let location = body.object("location")
        locationKind = location?.text("kind") ?? locationKind
        locationDetail = location?.text("detail") ?? locationDetail
        moreLocations = body.objects("more_locations")?.map { PlaceForm($0) } ?? moreLocations
        hosts = body.objects("hosts")?.map { HostForm($0) } ?? hosts
        questions = body.objects("questions")?.map { QuestionForm($0) } ?? questions
        readRules(body)
        readPolicy(body)
        readRoomRules(body.object("zoom"))
    }

    private mutating func readRoomRules(_ body: BodyFields?) {
        waitingRoom = body?.flag("waiting_room") ?? waitingRoom
        joinBeforeHost = body?.flag("join_before_host") ?? joinBeforeHost
        passcode = body?.flag("passcode") ?? passcode
        authentication = body?.flag("authentication") ?? authentication
        recording = body?.text("recording") ?? recording
    }

    private mutating func readRules(_ body: BodyFields) {
        durations = body.numbers("durations")?.joined(separator: ", ") ?? durations
        interval = body.number("interval") ?? interval
        bufferBefore = body.number("buffer_before") ?? bufferBefore
        bufferAfter = body.number("buffer_after") ?? bufferAfter
        minimumNotice = body.number("minimum_notice") ?? minimumNotice
        let window = body.object("window")
        windowKind = window?.text("kind") ?? windowKind
        windowDays = window?.number("days") ?? windowDays
        windowFirst = window?.text("first") ?? windowFirst
        windowLast = window?.text("last") ?? windowLast
        let limits = body.object("limits")
        limitDay = limits?.number("day") ?? limitDay
        limitWeek = limits?.number("week") ?? limitWeek
        limitMonth = limits?.number("month") ?? limitMonth
        seats = body.number("seats") ?? seats
        lookBusy = body.number("look_busy") ?? lookBusy
        distribution = body.text("distribution") ?? distribution
    }

    private mutating func readPolicy(_ body: BodyFields) {
        onMove = body.text("on_move") ?? onMove
        isOwnerFirst = body.flag("is_owner_first") ?? isOwnerFirst
        assignsOwner = body.flag("assigns_owner") ?? assignsOwner
        showsSeats = body.flag("shows_seats") ?? showsSeats
        letsChooseHost = body.flag("lets_choose_host") ?? letsChooseHost
        needsApproval = body.flag("needs_approval") ?? needsApproval
        moveCutoff = body.number("move_cutoff") ?? moveCutoff
        cancelCutoff = body.number("cancel_cutoff") ?? cancelCutoff
        maxGuests = body.number("max_guests") ?? maxGuests
        maxOccurrences = body.number("max_occurrences") ?? maxOccurrences
        hasWaitingList = body.flag("has_waiting_list") ?? hasWaitingList
    }

    /// A field of the form as it is named in a body.
    static func bodyName(of field: String) -> String {
        if field.hasPrefix("hosts."), field.hasSuffix(".schedule") { return "\(field)_id" }
        if field.hasPrefix("hosts.") { return field.replacing(".location_", with: ".location.") }
        if field.hasPrefix("locations") { return "more_\(field)" }
        return otherNames[field] ?? field
    }

    private static let otherNames = [
        "window_kind": "window.kind", "window_days": "window.days", "window_first": "window.first",
        "window_last": "window.last", "limit_day": "limits.day", "limit_week": "limits.week",
        "limit_month": "limits.month", "location_kind": "location.kind", "location_detail": "location.detail",
        "schedule": "schedule_id", "resources": "resource_ids", "passcode": "zoom.passcode",
        "recording": "zoom.recording",
    ]
}

extension HostForm {
    init(_ body: BodyFields) {
        self.init(userID: body.text("user_id") ?? "")
        body.ignore("name")
        priority = body.text("priority") ?? priority
        weight = body.number("weight") ?? weight
        scheduleID = body.text("schedule_id") ?? scheduleID
        isRequired = body.flag("is_required") ?? isRequired
        let location = body.object("location")
        locationKind = location?.text("kind") ?? locationKind
        locationDetail = location?.text("detail") ?? locationDetail
    }
}

extension PlaceForm {
    init(_ body: BodyFields) {
        self.init()
        label = body.text("label") ?? label
        kind = body.text("kind") ?? kind
        detail = body.text("detail") ?? detail
    }
}

extension QuestionForm {
    init(_ body: BodyFields) {
        self.init()
        key = body.text("key") ?? key
        label = body.text("label") ?? label
        kind = body.text("kind") ?? kind
        isRequired = body.flag("is_required") ?? isRequired
        options = body.texts("options")?.joined(separator: "\n") ?? options
    }
}

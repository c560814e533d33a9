import Operations
import Scheduling
import Store

/// A calendar's form with what of it was typed in other words than it is stored in.
struct TypedCalendar {
    var form: CalendarForm
    var notice: LeadTime
    var moveCutoff: LeadTime
    var cancelCutoff: LeadTime
    /// The version of the settings that were changed; empty for a new calendar.
    var version = ""

    init(_ form: CalendarForm, isNew: Bool = false) {
        self.form = form
        version = isNew ? "" : form.version
        notice = LeadTime(minutes: form.minimumNotice)
        moveCutoff = LeadTime(minutes: form.moveCutoff)
        cancelCutoff = LeadTime(minutes: form.cancelCutoff)
    }

    /// A new calendar opens at once; the switch is there only when editing.
    init(_ fields: FormFields, isNew: Bool) {
        notice = LeadTime(fields, "notice")
        moveCutoff = LeadTime(fields, "move_cutoff")
        cancelCutoff = LeadTime(fields, "cancel_cutoff")
        version = fields["version"]
        form = CalendarForm(fields, isNew: isNew)
        form.minimumNotice = notice.minutes
        form.moveCutoff = moveCutoff.minutes
        form.cancelCutoff = cancelCutoff.minutes
    }

    /// The form without what its kind has no use for: the page hides it, but keeps it.
    var relevant: CalendarForm {
        var relevant = form
        if form.kind == CalendarKind.unassigned.rawValue { relevant.hosts = [] }
        if form.kind == CalendarKind.class.rawValue { relevant.lookBusy = "0" }
        return relevant
    }
}

extension CalendarForm {
    init(_ fields: FormFields, isNew: Bool) {
        self.init()
        name = fields["name"]
        slug = fields["slug"]
        description = fields["description"]
        kind = fields.first("kind") ?? kind
        durations = fields["duration"]
        interval = fields["interval"]
        locationKind = fields.first("location_kind") ?? locationKind
        locationDetail = fields["location_detail"]
        moreLocations = fields.numbers(of: "place").map { number in
            PlaceForm(
                label: fields["place_\(number)_label"], kind: fields["place_\(number)_kind"],
                detail: fields["place_\(number)_detail"])
        }
        resourceIDs = fields.all("resource")
        isOpen = isNew || fields["open"] == "yes"
        takeTimes(fields)
        takePolicy(fields)
        takeRoomRules(fields)
        takeBookingForm(fields)
        hosts = Self.hosts(fields)
    }

    private mutating func takeTimes(_ fields: FormFields) {
        bufferBefore = fields["buffer_before"]
        bufferAfter = fields["buffer_after"]
        windowKind = fields.first("window_kind") ?? windowKind
        windowDays = fields["window"]
        windowFirst = fields["window_first"]
        windowLast = fields["window_last"]
        scheduleID = fields["schedule"]
        limitDay = fields["limit_day"]
        limitWeek = fields["limit_week"]
        limitMonth = fields["limit_month"]
        seats = fields.first("seats") ?? seats
        lookBusy = fields.first("look_busy") ?? lookBusy
    }

    private mutating func takePolicy(_ fields: FormFields) {
        distribution = fields.first("distribution") ?? distribution
        onMove = fields.first("on_move") ?? onMove
        isOwnerFirst = fields["owner_first"] == "yes"
        assignsOwner = fields["assigns_owner"] == "yes"
        showsSeats = fields["shows_seats"] == "yes"
        letsChooseHost = fields["lets_choose_host"] == "yes"
        needsApproval = fields["needs_approval"] == "yes"
        maxGuests = fields.first("max_guests") ?? maxGuests
        maxOccurrences = fields.first("max_occurrences") ?? maxOccurrences
        hasWaitingList = fields["waiting_list"] == "yes"
    }

    private mutating func takeRoomRules(_ fields: FormFields) {
        // A form without the fold leaves them as in a new calendar.
        guard let recording = fields.first("recording") else { return }
        self.recording = recording
        waitingRoom = fields["waiting_room"] == "yes"
        joinBeforeHost = fields["join_before_host"] == "yes"
        passcode = fields["passcode"] == "yes"
        authentication = fields["authentication"] == "yes"
    }

    private mutating func takeBookingForm(_ fields: FormFields) {
        consent = fields["consent"]
        questions = QuestionForm.rows(of: fields)
    }

    /// In the order of the form; the primary owner of a collective calendar comes first.
    private static func hosts(_ fields: FormFields) -> [HostForm] {
        var seen: Set<String> = []
        var hosts = fields.all("host").filter { seen.insert($0).inserted }.map { id in
            var host = HostForm(
                userID: id, priority: fields.first("priority_\(id)") ?? "medium",
                weight: fields.first("weight_\(id)") ?? "1", scheduleID: fields["schedule_\(id)"],
                isRequired: fields.first("required_\(id)") == "yes")
            host.locationKind = fields["location_\(id)"]
            host.locationDetail = fields["location_detail_\(id)"]
            return host
        }
        if let owner = hosts.firstIndex(where: { $0.userID == fields["owner"] }) {
            hosts.insert(hosts.remove(at: owner), at: 0)
        }
        return hosts
    }
}

extension QuestionForm {
    /// The questions of a form; one that was emptied is taken off.
    static func rows(of fields: FormFields) -> [QuestionForm] {
        fields.numbers(of: "question").compactMap { number in
            let row = "question_\(number)"
            let (label, options) = (fields["\(row)_label"], fields["\(row)_options"])
            if label.allSatisfy(\.isWhitespace), options.allSatisfy(\.isWhitespace) { return nil }
            return QuestionForm(
                key: fields["\(row)_key"], label: label,
                kind: fields.first("\(row)_kind") ?? Question.Kind.text.rawValue,
                isRequired: fields["\(row)_required"] == "yes", options: options)
        }
    }
}

extension FormFields {
    /// The first value of a field; nil when the form has no such field.
    func first(_ name: String) -> String? { all(name).first }

    /// The numbers of the rows of a form, as in `question_3_label`, in order.
    func numbers(of row: String) -> [Int] {
        let found = names.compactMap { name -> Int? in
            let parts = name.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == row else { return nil }
            return Int(parts[1])
        }
        return Set(found).filter { (0...9999).contains($0) }.sorted()
    }
}

import Scheduling
package import Store
import TimeZones

/// A calendar's form as it was typed.
package struct CalendarForm: Hashable, Sendable {
    package var name = ""
    package var slug = ""
    package var description = ""
    /// A raw value of `CalendarKind`.
    package var kind = "round_robin"
    /// Minutes, separated by commas or spaces; the first is the one that is offered first.
    package var durations = "30"
    package var interval = "30"
    package var bufferBefore = "0"
    package var bufferAfter = "0"
    package var minimumNotice = "0"
    /// `rolling`: so many days ahead; `dates`: from one date to another.
    package var windowKind = "rolling"
    package var windowDays = "60"
    package var windowFirst = ""
    package var windowLast = ""
    /// Bookings a day, a week, a month; empty when there is no limit.
    package var limitDay = ""
    package var limitWeek = ""
    package var limitMonth = ""
    package var seats = "1"
    package var lookBusy = "0"
    /// A raw value of `RoundRobin.Mode`.
    package var distribution = "availability"
    /// A raw value of `BookingPolicy.MovePolicy`.
    package var onMove = "keep_if_free"
    package var isOwnerFirst = false
    package var assignsOwner = false
    package var showsSeats = true
    package var letsChooseHost = false
    package var needsApproval = false
    /// Minutes before the start; empty for until it begins.
    package var moveCutoff = ""
    package var cancelCutoff = ""
    package var maxGuests = "0"
    package var maxOccurrences = "0"
    package var hasWaitingList = false
    /// A raw value of `CalendarLocation.Kind`.
    package var locationKind = "zoom"
    package var locationDetail = ""
    /// Further places that visitors choose among; rows that are left empty count as none.
    package var moreLocations: [PlaceForm] = []
    /// One of the account's schedules; empty when the calendar has no hours of its own.
    package var scheduleID = ""
    package var questions: [QuestionForm] = []
    package var consent = ""
    package var waitingRoom = false
    package var joinBeforeHost = true
    package var passcode = true
    package var authentication = false
    /// A raw value of `RoomRules.Recording`.
    package var recording = "none"
    /// In their own order; the first of a collective calendar is its primary owner.
    package var hosts: [HostForm] = []
    package var resourceIDs: [String] = []
    package var isOpen = true

    package init() {}

    /// The form of a calendar that exists.
    package init(_ calendar: BookingCalendar, hosts: [HostSetting], resourceIDs: [String] = []) {
        name = calendar.name
        slug = calendar.slug
        description = calendar.description
        kind = calendar.kind.rawValue
        distribution = calendar.distribution.rawValue
        locationKind = calendar.location.kind.rawValue
        locationDetail = calendar.location.detail
        moreLocations = calendar.moreLocations.map(PlaceForm.init)
        scheduleID = calendar.scheduleID ?? ""
        questions = calendar.questions.map(QuestionForm.init)
        consent = calendar.consent
        self.hosts = hosts.map(HostForm.init)
        self.resourceIDs = resourceIDs
        isOpen = calendar.isOpen
        take(calendar.rules)
        take(calendar.policy)
        take(calendar.roomRules)
    }

    /// The same for the same settings, and other for others.
    package var version: String { String(Vault.digest(String(reflecting: self)).prefix(16)) }

    private mutating func take(_ rules: BookingRules) {
        durations = rules.durations.map(String.init).joined(separator: ", ")
        interval = String(rules.interval)
        bufferBefore = String(rules.bufferBefore)
        bufferAfter = String(rules.bufferAfter)
        minimumNotice = String(rules.minimumNotice)
        switch rules.window {
        case .rolling(let days):
            windowDays = String(days)
        case .dates(let first, let last):
            windowKind = "dates"
            (windowFirst, windowLast) = (first.description, last.description)
        }
        limitDay = rules.limits.perDay.map(String.init) ?? ""
        limitWeek = rules.limits.perWeek.map(String.init) ?? ""
        limitMonth = rules.limits.perMonth.map(String.init) ?? ""
        seats = String(rules.seats)
        lookBusy = String(rules.lookBusy)
    }

    private mutating func take(_ rules: RoomRules) {
        waitingRoom = rules.waitingRoom
        joinBeforeHost = rules.joinBeforeHost
        passcode = rules.passcode
        authentication = rules.authentication
        recording = rules.recording.rawValue
    }

    private mutating func take(_ policy: BookingPolicy) {
        onMove = policy.onMove.rawValue
        isOwnerFirst = policy.isOwnerFirst
        assignsOwner = policy.assignsOwner
        showsSeats = policy.showsSeats
        letsChooseHost = policy.letsChooseHost
        needsApproval = policy.needsApproval
        moveCutoff = policy.moveCutoff.map(String.init) ?? ""
        cancelCutoff = policy.cancelCutoff.map(String.init) ?? ""
        maxGuests = String(policy.maxGuests)
        maxOccurrences = String(policy.maxOccurrences)
        hasWaitingList = policy.hasWaitingList
    }
}

/// One host of a calendar's form as it was typed.
package struct HostForm: Hashable, Sendable {
    package var userID: String
    /// `low`, `medium` or `high`.
    package var priority: String
    package var weight: String
    /// One of the user's schedules; empty for their default one.
    package var scheduleID: String
    /// Whether a collective meeting needs them.
    package var isRequired: Bool
    /// A raw value of `CalendarLocation.Kind`; empty for where the calendar says.
    package var locationKind = ""
    package var locationDetail = ""

    package init(
        userID: String, priority: String = "medium", weight: String = "1", scheduleID: String = "",
        isRequired: Bool = true
    ) {
        self.userID = userID
        self.priority = priority
        self.weight = weight
        self.scheduleID = scheduleID
        self.isRequired = isRequired
    }

    init(_ setting: HostSetting) {
        self.init(
            userID: setting.userID, priority: setting.priority.word, weight: String(setting.weight),
            scheduleID: setting.scheduleID ?? "", isRequired: setting.isRequired)
        locationKind = setting.location?.kind.rawValue ?? ""
        locationDetail = setting.location?.detail ?? ""
    }
}

extension RoundRobin.Priority {
    /// `low`, `medium` or `high`, as forms and answers have it.
    package var word: String { String(describing: self) }

    init?(word: String) {
        guard let priority = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = priority
    }
}

/// One question of a calendar's form as it was typed.
package struct QuestionForm: Hashable, Sendable {
    /// May be left empty: it is made from the label then.
    package var key: String
    package var label: String
    /// A raw value of `Question.Kind`.
    package var kind: String
    package var isRequired: Bool
    /// What can be chosen, one a line.
    package var options: String

    package init(
        key: String = "", label: String = "", kind: String = "text", isRequired: Bool = false,
        options: String = ""
    ) {
        self.key = key
        self.label = label
        self.kind = kind
        self.isRequired = isRequired
        self.options = options
    }

    package init(_ question: Question) {
        self.init(
            key: question.key, label: question.label, kind: question.kind.rawValue,
            isRequired: question.isRequired, options: question.options.joined(separator: "\n"))
    }

    /// Whether nothing was typed: an empty row of a form counts as none.
    var isBlank: Bool {
        key.allSatisfy(\.isWhitespace) && label.allSatisfy(\.isWhitespace) && options.allSatisfy(\.isWhitespace)
    }
}

import Foundation
import Operations
import Scheduling
import Store

/// What visitors read about a calendar before they choose a time.
struct CalendarFacts {
    struct HostMark {
        let initials: String
        let hostName: String
        var hostPhoto: String?
    }

    let accountName: String
    let calendarName: String
    let description: String?
    /// `30 minutes`, `30 or 60 minutes`
    let durationLine: String
    let placeIcon: String
    let placeLine: String
    /// `12 places at each time`
    let seatsLine: String?
    let hasHosts: Bool
    let hostsLabel: String
    /// `Perhaps also Rhea Kaplan`, of those who need not be there.
    let perhapsLine: String?
    /// Whether the names stand beside the marks, because one meets them all.
    let namesHosts: Bool
    var hosts: [HostMark]
    // What only the booking page says.
    var changeRule: String?
    var needsApproval = false
    var canRepeat = false
    var isOneTime = false
    /// Whether the hosts are shown as those one will meet: not while they are there to be chosen.
    var showsHosts = false

    /// - Parameters:
    ///   - hostNames: of those who may be met.
    ///   - optionalNames: of those who come along if they are free.
    ///   - minutes: the duration that was chosen; nil while it is open.
    ///   - places: where it may come to be held; the calendar's own place unless given.
    init(
        account: Account, _ calendar: BookingCalendar, hostNames: [String], optionalNames: [String] = [],
        minutes: Int? = nil, places: [CalendarLocation]? = nil
    ) {
        accountName = account.name
        calendarName = calendar.name
        description = calendar.description.isEmpty ? nil : calendar.description
        durationLine = minutes.map { Dates.duration(minutes: $0) } ?? Self.durations(calendar.rules.durations)
        let place = PlaceWords(amongst: places ?? [calendar.location])
        (placeIcon, placeLine) = (place.icon, place.line)
        let seats = calendar.rules.seats
        seatsLine = seats > 1 ? "\(seats) places at each time" : nil
        hosts = hostNames.prefix(8).map { HostMark(initials: Initials.of($0), hostName: $0) }
        hasHosts = !hosts.isEmpty
        namesHosts = calendar.kind == .collective && hosts.count > 1
        perhapsLine = optionalNames.isEmpty ? nil : "Perhaps also \(Self.list(optionalNames))"
        hostsLabel =
            hostNames.count == 1
            ? "You will meet \(hostNames[0])"
            : calendar.kind == .collective ? "You will meet all of them" : "You will meet one of us"
    }

    /// `Ada, Milo and Rhea`
    static func list(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return "\(names.dropLast().joined(separator: ", ")) and \(last)"
    }

    /// `30 minutes`, `30, 45 or 60 minutes`
    static func durations(_ minutes: [Int]) -> String {
        guard minutes.count > 1, let last = minutes.last else {
            return Dates.duration(minutes: minutes.first ?? 0)
        }
        guard minutes.allSatisfy({ $0 <= 90 }) else {
            let words = minutes.map { Dates.duration(minutes: $0) }
            return "\(words.dropLast().joined(separator: ", ")) or \(words[words.count - 1])"
        }
        return "\(minutes.dropLast().map(String.init).joined(separator: ", ")) or \(last) minutes"
    }
}

/// A kind of place in words.
struct PlaceWords {
    let icon: String
    let line: String

    /// As it is said while it is open which of several it will be.
    init(amongst places: [CalendarLocation]) {
        let words = places.map(PlaceWords.init(before:))
        icon = words.first?.icon ?? "icon_pin"
        line =
            words.count <= 1
            ? words.first?.line ?? ""
            : Array(Set(places.map(\.kind.choiceLabel))).sorted().joined(separator: " or ")
    }

    /// As it is said before there is an appointment: a link is told only to who has booked.
    init(before location: CalendarLocation) {
        switch location.kind {
        case .zoom:
            (icon, line) = ("icon_video", "Zoom, by your own personal link")
        case .custom where WebLink.isLink(location.detail):
            (icon, line) = ("icon_link", "Online, by a link in your confirmation")
        case .custom:
            (icon, line) = ("icon_pin", location.detail)
        case .phone:
            (icon, line) = ("icon_phone", location.detail.isEmpty ? "By phone" : "By phone: \(location.detail)")
        case .address:
            (icon, line) = ("icon_pin", location.detail)
        case .ask:
            (icon, line) = ("icon_pin", "Where it suits you: you say so")
        }
    }
}

/// Links among the texts that people typed.
enum WebLink {
    /// Whether a text as a whole is an address of the web that may be followed.
    static func isLink(_ text: String) -> Bool {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased() else { return false }
        return ["http", "https"].contains(scheme) && !(url.host() ?? "").isEmpty
    }

    /// What a telephone dials; nil when the text is no number.
    static func phone(_ text: String) -> String? {
        let digits = text.filter { $0.isASCII && ($0.isNumber || $0 == "+") }
        let isNumber = text.allSatisfy { $0.isASCII && ($0.isNumber || " +-()./".contains($0)) }
        return isNumber && digits.count >= 3 ? "tel:\(digits)" : nil
    }
}

/// Until when a guest may change what was booked, in words.
enum CutOff {
    /// `Move or cancel until 2 hours before`
    static func line(_ policy: BookingPolicy) -> String {
        let (move, cancel) = (policy.moveCutoff ?? 0, policy.cancelCutoff ?? 0)
        return move == cancel
            ? "Move or cancel until \(until(move))" : "Move until \(until(move)), cancel until \(until(cancel))"
    }

    /// `it begins`, `2 hours before`
    private static func until(_ minutes: Int) -> String {
        minutes == 0 ? "it begins" : "\(Dates.lead(minutes: minutes)) before"
    }
}

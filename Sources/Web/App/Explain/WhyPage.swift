import Operations
import Scheduling
import Store
import TimeZones

/// Why a time is, or is not, offered.
struct WhyPage {
    /// One host's day: its hours, each with whether a booking can begin in it.
    struct Strip {
        let stripName: String
        let stripText: String
        let hours: [Hour]
    }

    struct Hour {
        let isFree: Bool
        let isAsked: Bool
    }

    struct Next {
        let nextHref: String
        let nextLabel: String
    }

    let head: CalendarHead
    let action: String
    let zoneLabel: String
    let dateValue: String
    let timeValue: String
    var timeError: String?
    let durations: [Input.Choice]
    var answer: WhyAnswer?
    var hasStrips = false
    var strips: [Strip] = []
    var hasNext = false
    var next: [Next] = []

    /// - Parameter chosen: kept even when the calendar does not offer it.
    static func durations(_ offered: [Int], chosen: Int) -> [Input.Choice] {
        (offered.contains(chosen) ? offered : offered + [chosen]).map { minutes in
            let text = (1...1440).contains(minutes) ? Dates.duration(minutes: minutes) : String(minutes)
            return Input.Choice(String(minutes), text, isChosen: minutes == chosen)
        }
    }
}

extension WhyPage.Strip {
    init(_ name: String, _ slots: [Slot], day: Interval, asked: Instant, _ dates: Dates) {
        stripName = name
        let free = slots.map(\.start)
        let clocks = free.map { dates.clock($0) }
        stripText =
            switch free.count {
            case 0: "No free start on this day"
            case 1...6: "Free starts: \(clocks.joined(separator: ", "))"
            default: "\(free.count) free starts from \(clocks[0]) to \(clocks[clocks.count - 1])"
            }
        let askedHour = dates.zone.civil(at: asked).hour
        let freeHours = Set(free.map { dates.zone.civil(at: $0).hour })
        hours = (0..<24).map { WhyPage.Hour(isFree: freeHours.contains($0), isAsked: $0 == askedHour) }
    }
}

/// The answer about one time, for staff.
struct WhyAnswer {
    struct Code {
        let codeLabel: String
        let codeTone: String
        let codeText: String
    }

    struct HostLine {
        let hostName: String
        let isOptional: Bool
        let isFree: Bool
        let codes: [Code]
    }

    let isOffered: Bool
    let whenLine: String
    let verdict: String
    let verdictTone: String
    let visitorText: String
    let hasCalendarCodes: Bool
    let calendarCodes: [Code]
    let hasHostLines: Bool
    let hostLines: [HostLine]

    init(_ explained: ExplainedTime, _ dates: Dates) {
        let explanation = explained.explanation
        isOffered = explanation.refusal == nil
        whenLine = dates.whole(Interval(start: explanation.start, minutes: explanation.duration))
        (verdict, verdictTone) = isOffered ? ("Offered", "ok") : ("Not offered", "bad")
        visitorText =
            explanation.refusal.map { "A visitor who tries is told: “\($0.message)”" }
            ?? "Visitors are offered this time, and can book it."
        calendarCodes = explanation.calendarCodes.map(Code.init)
        hasCalendarCodes = !calendarCodes.isEmpty
        hostLines = explanation.hosts.map { host in
            HostLine(
                hostName: explained.names[host.hostID] ?? "A host", isOptional: !host.isRequired,
                isFree: host.codes.isEmpty, codes: host.codes.map(Code.init))
        }
        hasHostLines = !hostLines.isEmpty
    }
}

extension WhyAnswer.Code {
    init(_ refusal: Refusal) {
        codeLabel = refusal.label
        codeText = refusal.explanation
        switch refusal {
        case .connection, .zoomBudget, .noSeats, .slotMax: codeTone = "bad"
        case .past, .notice, .tooFar, .offGrid, .outsideHours, .duration: codeTone = "idle"
        default: codeTone = "warn"
        }
    }
}

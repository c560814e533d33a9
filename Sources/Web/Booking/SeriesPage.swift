import Operations
import Scheduling
import Store
import TimeZones

/// Every date of a series before it is booked, and what to do about those that cannot be had.
struct SeriesPage {
    struct Other {
        let otherValue: String
        let otherLabel: String
        let isPicked: Bool
    }

    struct OtherDay {
        let otherDay: String
        let others: [Other]
    }

    struct Row {
        /// Names the fields of this date.
        let rowKey: String
        let dayLine: String
        let timeLine: String
        let isLost: Bool
        /// Why, where it is more than that somebody has it.
        let lostReason: String?
        let isSkipped: Bool
        let hasNext: Bool
        let isNext: Bool
        let nextValue: String
        let nextLabel: String
        let hasOthers: Bool
        let isOther: Bool
        let otherDays: [OtherDay]
    }

    /// More are not offered in place of one date.
    static let mostOthers = 60

    let action: String
    let hidden: [Picker.Kept]
    let seriesWords: String
    let zoneLine: String
    let lostLine: String?
    let rows: [Row]
    let bookAllLabel: String

    /// - Parameter others: what could take the place of each start that cannot be had.
    init(
        _ plan: SeriesPlan, _ answers: ConflictAnswers, _ others: [Instant: [Interval]], _ sent: SentBooking
    ) {
        let dates = Dates(zone: sent.time.zone)
        let lost = plan.dates.filter { $0.refusal != nil }.count
        action = sent.path
        hidden = sent.hidden
        seriesWords = plan.words.prefix(1).uppercased() + plan.words.dropFirst()
        zoneLine = dates.zone.place
        lostLine =
            lost == 0
            ? nil
            : "\(lost == 1 ? "1 date is" : "\(lost) dates are") not free. Say what to do about \(lost == 1 ? "it" : "them")."
        rows = plan.dates.map {
            Self.row($0, answers.answers[$0.interval.start], others[$0.interval.start] ?? [], dates)
        }
        bookAllLabel = sent.open.calendar.policy.needsApproval ? "Ask for these dates" : "Book these dates"
    }

    private static func row(
        _ occurrence: SeriesPlan.Date, _ answer: ConflictAnswers.Answer?, _ others: [Interval], _ dates: Dates
    ) -> Row {
        let interval = occurrence.interval
        let next = occurrence.nextFree
        let isOther = if case .other = answer { true } else { false }
        let isNext = if case .next = answer { true } else { answer == nil && next != nil }
        return Row(
            rowKey: String(interval.start.milliseconds), dayLine: dates.day(interval.start),
            timeLine: dates.clocks(interval), isLost: occurrence.refusal != nil,
            lostReason: reason(occurrence.refusal), isSkipped: !isOther && !isNext, hasNext: next != nil,
            isNext: isNext, nextValue: next?.start.rfc3339 ?? "", nextLabel: next.map { label($0, dates) } ?? "",
            hasOthers: !others.isEmpty, isOther: isOther, otherDays: days(others, answer, dates))
    }

    private static func reason(_ refusal: Refusal?) -> String? {
        guard let refusal, refusal != .slotTaken, refusal != .noSeats else { return nil }
        return refusal.message
    }

    private static func days(
        _ others: [Interval], _ answer: ConflictAnswers.Answer?, _ dates: Dates
    ) -> [OtherDay] {
        let byDay = Dictionary(grouping: others) { dates.zone.civil(at: $0.start).date }
        return byDay.sorted { $0.key < $1.key }.map { day, slots in
            OtherDay(
                otherDay: Dates.shortDay(day),
                others: slots.map { slot in
                    Other(
                        otherValue: slot.start.rfc3339, otherLabel: label(slot, dates),
                        isPicked: answer == .other(slot.start))
                })
        }
    }

    /// `Wed 9 Dec, 11:00`
    private static func label(_ slot: Interval, _ dates: Dates) -> String {
        "\(Dates.shortDay(dates.zone.civil(at: slot.start).date)), \(dates.clock(slot.start))"
    }
}

extension Zone {
    /// `Berlin time`: without the offset, which can change in the course of a series.
    var place: String { identifier == "UTC" ? "UTC" : "\(Dates.city(identifier)) time" }
}

extension SentBooking {
    /// Everything that was typed, for a page that asks one more question.
    fileprivate var hidden: [Picker.Kept] {
        var fields: [(String, String)] = [
            ("start", self.fields["start"]), ("timezone", time.zone.identifier),
            ("submission", self.fields["submission"]), ("hold", typed.holdID), ("name", typed.name),
            ("email", typed.email), ("notes", typed.notes), ("place", typed.chosenPlace),
            ("location", typed.place), ("repeat", typed.repeats.rawValue), ("times", typed.times),
        ]
        fields += choice.parameters.map { ($0.name, $0.value) }
        for (row, guest) in typed.guests.enumerated() {
            fields += [("guests.\(row).name", guest.name), ("guests.\(row).email", guest.email)]
        }
        for question in open.calendar.questions {
            fields += (typed.answers[question.key] ?? []).map { ("answers.\(question.key)", $0) }
        }
        if typed.consents { fields.append(("consent", "yes")) }
        return fields.filter { !$0.1.isEmpty }.map { Picker.Kept(keptName: $0.0, keptValue: $0.1) }
    }
}

import Foundation
import Scheduling
import Store
import TimeZones

extension CalendarForm {
    /// Minutes: a year.
    package static let longestNotice = 525_600
    /// Minutes: thirty days.
    package static let longestCutoff = 43_200

    /// The rules of time that the form says.
    func rules(of kind: CalendarKind, _ validation: inout Validation) -> BookingRules {
        let durations = validation.durations(durations)
        let limits = validation.limits(day: limitDay, week: limitWeek, month: limitMonth)
        let lookBusy = validation.number(lookBusy, "look_busy", "The share of hidden times", within: 0...90)
        if kind == .class, lookBusy > 0 {
            validation.fault("look_busy", "not_for_class", "A class shows all its times. Set this to 0.")
        }
        return BookingRules(
            durations: durations,
            interval: validation.number(interval, "interval", "The interval", within: 5...1440),
            bufferBefore: validation.number(
                bufferBefore, "buffer_before", "The buffer before", within: 0...BookingRules.longestBuffer),
            bufferAfter: validation.number(
                bufferAfter, "buffer_after", "The buffer after", within: 0...BookingRules.longestBuffer),
            minimumNotice: validation.number(
                minimumNotice, "minimum_notice", "The minimum notice", within: 0...Self.longestNotice),
            window: window(&validation), limits: limits,
            seats: validation.number(seats, "seats", "The number of seats", within: 1...9999), lookBusy: lookBusy)
    }

    private func window(_ validation: inout Validation) -> BookingWindow {
        switch windowKind {
        case "rolling":
            return .rolling(
                days: validation.number(windowDays, "window_days", "The booking window", within: 1...730))
        case "dates":
            let dates = (
                validation.date(windowFirst, "window_first", "The first day"),
                validation.date(windowLast, "window_last", "The last day")
            )
            guard let first = dates.0, let last = dates.1 else { break }
            if last < first {
                validation.fault("window_last", "reversed", "The last day must not be before the first.")
            } else if last.daysSinceEpoch - first.daysSinceEpoch >= 730 {
                validation.fault("window_last", "too_long", "The window may have at most 730 days.")
            }
            return .dates(first: first, last: last)
        default:
            validation.fault("window_kind", "unknown_choice", "The booking window must be one of: rolling, dates.")
        }
        return .rolling(days: 1)
    }

    /// What the form wants of Zoom.
    func roomRules(_ validation: inout Validation) -> RoomRules {
        var rules = RoomRules()
        rules.waitingRoom = waitingRoom
        rules.joinBeforeHost = joinBeforeHost
        rules.passcode = passcode
        rules.authentication = authentication
        rules.recording = validation.choice(recording, "recording", "The recording") ?? .none
        if !rules.isSecured {
            validation.fault(
                "passcode", "unsecured",
                "Zoom turns the waiting room on by itself for meetings without a passcode, a waiting room or sign-in. "
                    + "Choose one of them.")
        }
        return rules
    }

    /// What the form allows the people who book.
    func policy(_ validation: inout Validation) -> BookingPolicy {
        var policy = BookingPolicy()
        policy.onMove = validation.choice(onMove, "on_move", "What happens at a move") ?? .keepIfFree
        policy.isOwnerFirst = isOwnerFirst
        policy.assignsOwner = assignsOwner
        policy.showsSeats = showsSeats
        policy.letsChooseHost = letsChooseHost
        policy.needsApproval = needsApproval
        policy.moveCutoff = validation.optionalNumber(
            moveCutoff, "move_cutoff", "The time before which guests may move", within: 0...Self.longestCutoff)
        policy.cancelCutoff = validation.optionalNumber(
            cancelCutoff, "cancel_cutoff", "The time before which guests may cancel",
            within: 0...Self.longestCutoff)
        policy.maxGuests = validation.number(maxGuests, "max_guests", "The number of guests", within: 0...20)
        policy.maxOccurrences = validation.number(
            maxOccurrences, "max_occurrences", "The length of a series", within: 0...52)
        policy.hasWaitingList = hasWaitingList
        return policy
    }
}

extension Validation {
    /// One or more lengths in minutes, separated by commas or spaces; never empty.
    mutating func durations(_ text: String) -> [Int] {
        let words = text.split { $0 == "," || $0 == ";" || $0.isWhitespace }
        if words.isEmpty {
            fault("durations", "missing", "Give at least one duration, in minutes.")
        } else if words.count > 8 {
            fault("durations", "too_many", "A calendar may have at most 8 durations; this has \(words.count).")
        }
        var durations: [Int] = []
        for word in words.prefix(8) {
            guard let minutes = Int(word), (5...1440).contains(minutes) else {
                fault("durations", "out_of_range", "Each duration must be a whole number from 5 to 1440.")
                break
            }
            if durations.contains(minutes) {
                fault("durations", "repeated", "\(minutes) minutes are there twice.")
                break
            }
            durations.append(minutes)
        }
        return durations.isEmpty ? [30] : durations
    }

    /// How many meetings a day, a week and a month may have; empty when there is no limit.
    mutating func limits(day: String, week: String, month: String) -> Limits {
        Limits(
            perDay: optionalNumber(day, "limit_day", "The limit a day", within: 1...1000),
            perWeek: optionalNumber(week, "limit_week", "The limit a week", within: 1...1000),
            perMonth: optionalNumber(month, "limit_month", "The limit a month", within: 1...1000))
    }

    /// A day such as `2026-12-01`.
    mutating func date(_ text: String, _ field: String, _ label: String) -> CivilDate? {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if trimmed.isEmpty {
            fault(field, "missing", "\(label) is missing.")
            return nil
        }
        guard let date = CivilDate(trimmed), (1900...2199).contains(date.year) else {
            fault(field, "bad_date", "\(label) must be a date such as 2026-12-01.")
            return nil
        }
        return date
    }
}

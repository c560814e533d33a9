import Scheduling
import Store
import TimeZones

extension Verbs {
    /// What is said once about several appointments of a series.
    func seriesWords(_ letter: Letter) throws -> Words {
        guard let first = letter.series.first else { throw noAppointment }
        let isForStaff = letter.message.kind.isForStaff
        let zone = isForStaff ? letter.recipient?.zone ?? first.account.zone : first.appointment.guest.zone
        let dates = Dates(zone: try zones.zone(zone))
        var words = Words(facts: [.init("What", first.calendar.name)])
        words.facts.append(
            isForStaff
                ? .init("Guest", "\(first.appointment.guest.name), \(first.appointment.guest.email)")
                : .init("With", Set(letter.series.map(\.hostName)).sorted().joined(separator: ", ")))
        words.facts += letter.series.enumerated().map { index, view in
            .init("\(index + 1) of \(letter.series.count)", dates.whole(view.appointment.interval))
        }
        let brought = first.guests.first { $0.email == letter.message.recipientEmail }
        words.button =
            isForStaff
            ? .init("Open the first one", staffURL(first.appointment))
            : brought == nil ? .init("See, move or cancel them", manageURL(first.appointment)) : nil
        if !isForStaff {
            words.links = letter.series.map { view in
                let guest = view.guests.first { $0.email == letter.message.recipientEmail }
                let day = dates.day(view.appointment.interval.start)
                return .init("Join on \(day)", joinURL(guestID: guest?.id ?? view.appointment.guest.id))
            }
        }
        say(&words, letter.message.kind, letter.series, first)
        return words
    }

    private func say(
        _ words: inout Words, _ kind: Message.Kind, _ series: [AppointmentView], _ first: AppointmentView
    ) {
        let many = series.count == 1 ? "1 appointment" : "\(series.count) appointments"
        let guest = first.appointment.guest.name
        let what = kind.isForStaff ? guest : first.calendar.name
        switch kind {
        case .seriesCancelled, .hostSeriesCancelled:
            words.subject = "Cancelled: \(what), \(many)"
            words.heading = "\(many) cancelled"
            words.intro = "These will not take place."
            words.links = kind.isForStaff ? [] : [.init("Book another time", bookingURL(first))]
            words.button = nil
        case .seriesMoved, .hostSeriesMoved:
            words.subject = "Moved: \(what), \(many)"
            words.heading = "\(many) moved"
            words.intro = "These are the new times. The links are the same as before."
        default:
            let isRequest = first.appointment.status == .new
            words.subject = "\(isRequest ? "Requested" : "Confirmed"): \(what), \(many)"
            words.heading = isRequest ? "Your request for \(many) has been sent" : "You are booked for \(many)"
            words.intro =
                isRequest
                ? "The times are kept until they are confirmed."
                : "Each has a link of its own. It always leads to the right meeting, even if the time changes."
            if kind == .hostSeriesBooked {
                words.subject = "\(isRequest ? "To confirm" : "New"): \(guest), \(many)"
                words.heading = isRequest ? "\(guest) asks for \(many)" : "\(guest) has booked \(many)"
            }
        }
    }
}

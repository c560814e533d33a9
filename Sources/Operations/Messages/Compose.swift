import Messaging
import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Puts a message into words.
    func compose(_ letter: Letter) throws -> MailMessage {
        let message = letter.message
        let words = try words(letter)
        let domain = settings.mailFrom.email.split(separator: "@").last.map(String.init) ?? "localhost"
        return MailMessage(
            messageID: "\(message.id)@\(domain)", date: now.milliseconds,
            from: MailAddress(name: letter.account.name, email: settings.mailFrom.email),
            to: MailAddress(name: message.recipientName, email: message.recipientEmail), subject: words.subject,
            text: words.plainText, html: try words.html(accountName: letter.account.name),
            calendar: try invitation(letter))
    }

    private func words(_ letter: Letter) throws -> Words {
        switch letter.message.kind {
        case .connectionBroken: return try connectionBroken(letter)
        case .organisationBroken: return organisationBroken(letter)
        case .writesLow: return writesLow(letter)
        case .hookDisabled: return try hookWords(letter)
        case .invitation, .passwordReset, .passwordChanged: return accountWords(letter)
        case .waitingJoined, .placeOffered: return try waitingWords(letter)
        case .seriesBooked, .seriesCancelled, .seriesMoved, .hostSeriesBooked, .hostSeriesCancelled,
            .hostSeriesMoved:
            return try seriesWords(letter)
        case .confirmation, .moved, .cancelled, .requested, .declined:
            guard let view = letter.view else { throw noAppointment }
            return try guestWords(letter, view)
        case .hostBooked, .hostMoved, .hostCancelled, .hostRequested, .roomFailed, .connectionNeeded:
            guard let view = letter.view else { throw noAppointment }
            return try hostWords(letter, view)
        }
    }

    private func connectionBroken(_ letter: Letter) throws -> Words {
        let dates = Dates(zone: try zones.zone(letter.recipient?.zone ?? letter.account.zone))
        var words = Words(facts: letter.atStake.map { .init(dates.stamp($0.start), $0.title) })
        let name = letter.connected?.name ?? letter.message.context
        words.subject = "Zoom is disconnected: \(name)"
        words.heading = "Zoom is no longer connected"
        words.intro =
            "Zoom has ended the connection of \(name). New meetings wait, and \(name) is not offered to "
            + "visitors, until \(name) connects again."
            + (letter.atStake.isEmpty
                ? ""
                : " Rooms that are there stay open, but cannot be moved or taken down. The next meetings at stake:")
        words.button = .init("Open integrations", "\(settings.publicURL)/app/profile/integrations")
        return words
    }

    private func organisationBroken(_ letter: Letter) -> Words {
        var words = Words(facts: [])
        words.subject = "Zoom is disconnected for \(letter.account.name)"
        words.heading = "Zoom no longer lets your organisation's app in"
        words.intro =
            "\(letter.message.context). Whoever is connected by it is not offered to visitors for meetings on Zoom, and "
            + "new rooms wait, until an admin connects it again. Rooms that are there stay open."
        words.button = .init("Open connections", "\(settings.publicURL)/app/connections")
        return words
    }

    private func writesLow(_ letter: Letter) -> Words {
        var words = Words(facts: [])
        words.subject = "Zoom allows few more changes today"
        words.heading = "Few changes are left in Zoom today"
        words.intro =
            "Zoom lets each host make or change \(settings.zoomDailyWrites) meetings a day, whichever app does it, and "
            + "yours are nearly used up. The earliest meetings get theirs first; those that can wait are made after "
            + "midnight UTC, and the guests' links lead there by themselves. Nothing is lost."
        words.button = .init("See what waits", "\(settings.publicURL)/app/profile/integrations")
        return words
    }

    func facts(
        _ view: AppointmentView, _ interval: Interval, _ dates: Dates, other: (String, String)
    ) -> [Words.Fact] {
        let place = view.place
        let isElsewhere = place.kind != .zoom && !place.text.isEmpty
        return [
            .init("What", view.calendar.name), .init("When", dates.whole(interval)),
            .init("How long", Dates.duration(minutes: interval.minutes)), .init(other.0, other.1),
        ] + (isElsewhere ? [.init("Where", place.text)] : [])
    }

    func former(_ letter: Letter, _ dates: Dates) -> String {
        guard let former = FormerTime(context: letter.message.context) else { return "The time has changed." }
        return "It was on \(dates.stamp(former.interval.start)) before."
    }

    /// The time a message is about: who hands an appointment over is told about the time it takes from them.
    func interval(_ letter: Letter, _ view: AppointmentView) -> Interval {
        guard letter.isHandedOver, let former = FormerTime(context: letter.message.context) else {
            return view.appointment.interval
        }
        return former.interval
    }

    /// Where the calendar of an appointment is booked.
    package func bookingURL(_ view: AppointmentView) -> String {
        "\(settings.publicURL)/book/\(view.account.slug)/\(view.calendar.slug)"
    }

    /// Where members see the appointment.
    func staffURL(_ appointment: Appointment) -> String {
        staffURL(ofAppointment: appointment.id)
    }

    /// As above, by its id.
    func staffURL(ofAppointment id: String) -> String {
        "\(settings.publicURL)/app/appointments/\(id)"
    }
}

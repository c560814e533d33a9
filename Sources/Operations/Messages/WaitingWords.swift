import Scheduling
import Store
import TimeZones

extension Verbs {
    /// What somebody in a waiting list is told.
    func waitingWords(_ letter: Letter) throws -> Words {
        guard let waiting = letter.waiting else { throw noAppointment }
        let entry = waiting.entry
        let dates = Dates(zone: try zones.zone(entry.zone))
        var words = Words(facts: [.init("What", waiting.calendar.name)])
        if letter.message.kind == .placeOffered, let offered = waiting.offered, let end = entry.offerEndsAt {
            words.facts.append(.init("When", dates.whole(offered)))
            words.facts.append(.init("Kept for you until", "\(dates.stamp(end)), \(dates.zoneName(at: end))"))
            words.subject = "A place is free: \(waiting.calendar.name), \(dates.day(offered.start))"
            words.heading = "A place is free, and kept for you"
            words.intro = "Take it in time; after that it is offered to whoever is next."
            words.button = .init("See and take the place", waitingURL(entry))
            return words
        }
        let from = "\(dates.stamp(entry.earliest))"
        words.facts.append(
            .init(
                "For a start between",
                "\(from) and \(dates.stamp(entry.latest)), \(dates.zoneName(at: entry.latest))"))
        words.subject = "You are on the waiting list: \(waiting.calendar.name)"
        words.heading = "You are on the waiting list"
        words.intro =
            "As soon as it is your turn and a place is free, you get a message and the place is kept for a while."
        words.button = .init("See your place, or leave the list", waitingURL(entry))
        return words
    }
}

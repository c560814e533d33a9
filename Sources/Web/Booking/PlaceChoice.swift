import Operations
import Store

/// The places among which whoever books chooses.
struct PlaceChoice {
    struct Option {
        let placeNumber: Int
        /// Its label: that is what is sent.
        let placeName: String
        /// What is said of it beforehand; absent where its name says it all.
        let placeText: String?
        let isChosen: Bool
        /// Whether it has to be said where, then.
        let asksWhere: Bool
    }

    let placeOptions: [Option]
    let choiceError: String?

    init?(_ open: OpenCalendar, _ typed: TypedBooking, _ error: OperationError?) {
        let offered = open.offeredLocations
        if offered.isEmpty { return nil }
        // The first is the usual one, and never wrong.
        let chosen = open.offers(typed.chosenPlace) ? typed.chosenPlace : offered[0].label
        placeOptions = offered.enumerated().map { number, place in
            let line = PlaceWords(before: place.location).line
            return Option(
                placeNumber: number, placeName: place.label, placeText: line == place.label ? nil : line,
                isChosen: place.label == chosen, asksWhere: place.location.kind == .ask)
        }
        choiceError = error?.message(of: "place")
    }
}

extension OpenCalendar {
    fileprivate func offers(_ label: String) -> Bool { offeredLocations.contains { $0.label == label } }
}

extension Refusal {
    /// The code that staff know from other schedulers, where there is one.
    package var label: String {
        switch self {
        case .past: "PAST"
        case .notice: "NOTICE"
        case .tooFar: "TOOFAR"
        case .offGrid: "OFF_GRID"
        case .outsideHours: "USER"
        case .duration: "DURATION"
        case .booked: "BOOKED"
        case .held: "HELD"
        case .blocked: "BLOCKED"
        case .timeOff: "TIME_OFF"
        case .external: "CONFLICT"
        case .buffer: "BUFFER"
        case .noSeats: "NO_SEATS"
        case .slotMax: "SLOTMAX"
        case .dayLimit: "DAYLIMIT"
        case .weekLimit: "LIMIT_WEEK"
        case .monthLimit: "LIMIT_MONTH"
        case .lookBusy: "LOOKBUSY"
        case .collective: "COLLECTIVE"
        case .resource: "RESOURCE"
        case .connection: "CONNECTION"
        case .zoomBudget: "ZOOM_BUDGET"
        case .slotTaken: "SLOT_TAKEN"
        }
    }

    /// What happened and what to do, for the person who books.
    package var message: String {
        switch self {
        case .past: "This time has passed. Choose a later one."
        case .notice: "This time is too soon to be booked. Choose a later one."
        case .tooFar: "This time is further ahead than can be booked yet. Choose an earlier one."
        case .offGrid: "Appointments do not begin at this minute. Choose one of the offered times."
        case .outsideHours: "Nobody is available at this time. Choose one of the offered times."
        case .duration: "An appointment of this length does not fit here. Choose another time or length."
        case .noSeats: "There are not enough places left at this time. Choose another one."
        case .dayLimit: "This day is fully booked. Choose another day."
        case .weekLimit: "This week is fully booked. Choose another week."
        case .monthLimit: "This month is fully booked. Choose another month."
        case .connection: "Nobody can host a meeting at this time just now. Choose another time."
        case .zoomBudget: "No more meetings can be set up for this day just now. Choose another day."
        case .booked, .held, .blocked, .timeOff, .external, .buffer, .slotMax, .lookBusy, .collective, .resource,
            .slotTaken:
            "This time has just been taken. Choose another one."
        }
    }

    /// What it means and what to change, for staff.
    package var explanation: String {
        switch self {
        case .past: "The start has passed; choose a later one."
        case .notice:
            "The start is sooner than the minimum notice or the first day of the booking window; shorten them."
        case .tooFar: "The start lies beyond the booking window; widen it."
        case .offGrid:
            "Starts are counted in steps from where open hours begin, and this is none; change interval or hours."
        case .outsideHours: "It is outside the opening hours of the host or of the calendar; change the schedule."
        case .duration:
            "This length is not offered, or runs past the end of the opening hours; change lengths or hours."
        case .booked: "The host has a meeting then; move or cancel it."
        case .held: "A visitor is filling in the form for this time; it is free again when the hold ends unbooked."
        case .blocked: "The host has blocked this time; remove the block."
        case .timeOff: "The host has time off; shorten it, or ask another host."
        case .external: "An event of another calendar, or of Zoom itself, takes this time; change it there."
        case .buffer:
            "It is too near to something else, whose buffer or whose own is not kept; shorten the buffers."
        case .noSeats: "The class has fewer places left than are wanted; raise its seats, or add another class."
        case .slotMax: "The meeting has as many guests as a slot may have; raise the number per slot."
        case .dayLimit:
            "As many meetings begin that day as the calendar or the host allows; raise the daily limit."
        case .weekLimit:
            "As many meetings begin that week as the calendar or the host allows; raise the weekly limit."
        case .monthLimit:
            "As many meetings begin that month as the calendar or the host allows; raise the monthly limit."
        case .lookBusy: "It is free, but hidden so that the calendar looks busy; lower that percentage."
        case .collective:
            "Some of the required hosts are free and others are not; free them, or make them optional."
        case .resource: "A room or a piece of equipment that the calendar needs is taken; free it, or add another."
        case .connection: "The host's Zoom account is not connected properly; connect it again."
        case .zoomBudget:
            "The host has used up the meetings Zoom lets be changed in a day; wait for the next day in UTC."
        case .slotTaken: "Somebody or something else has this time; choose another."
        }
    }
}

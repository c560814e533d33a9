internal import CIcal

extension CalendarEvent {
    /// Adds the `VEVENT` to a calendar.
    /// - Parameter zone: by whose clocks its times are written where they can be; in UTC where it is nil, or where a
    ///   reading of its clocks would be taken for another moment.
    /// - Returns: the event, for what else there is to say of it.
    func write(to calendar: OpaquePointer, in zone: EventZone?) throws(CalendaringError) -> OpaquePointer {
        let event = try ICalendar.add(ICAL_VEVENT_COMPONENT, to: calendar)
        try ICalendar.add(icalproperty_new_uid(uid), to: event)
        try ICalendar.add(icalproperty_new_sequence(Int32(clamping: sequence)), to: event)
        try addTimes(to: event, in: zone)
        try ICalendar.add(icalproperty_new_status(status.libical), to: event)
        if status == .cancelled { try ICalendar.add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT), to: event) }
        try addTexts(to: event)
        return event
    }

    private func addTimes(to event: OpaquePointer, in zone: EventZone?) throws(CalendaringError) {
        try ICalendar.add(icalproperty_new_dtstamp(ICalendar.utcTime(stamp)), to: event)
        if let modified {
            try ICalendar.add(icalproperty_new_lastmodified(ICalendar.utcTime(modified)), to: event)
        }
        if let zone, let start = zone.reading(of: start), let end = zone.reading(of: end) {
            try ICalendar.add(
                icalproperty_new_dtstart(ICalendar.localTime(start)), to: event,
                with: icalparameter_new_tzid(zone.identifier))
            try ICalendar.add(
                icalproperty_new_dtend(ICalendar.localTime(end)), to: event,
                with: icalparameter_new_tzid(zone.identifier))
        } else {
            try ICalendar.add(icalproperty_new_dtstart(ICalendar.utcTime(start)), to: event)
            try ICalendar.add(icalproperty_new_dtend(ICalendar.utcTime(end)), to: event)
        }
    }

    private func addTexts(to event: OpaquePointer) throws(CalendaringError) {
        try ICalendar.add(icalproperty_new_summary(PlainText.oneLine(summary)), to: event)
        let body = PlainText.paragraphs(description)
        if !body.isEmpty { try ICalendar.add(icalproperty_new_description(body), to: event) }
        let place = PlainText.oneLine(location)
        if !place.isEmpty { try ICalendar.add(icalproperty_new_location(place), to: event) }
        if let url { try ICalendar.add(icalproperty_new_url(url), to: event) }
        guard PlainText.isWebAddress(place), status != .cancelled else { return }
        try ICalendar.add(
            icalproperty_new_conference(place), to: event, with: icalparameter_new_value(ICAL_VALUE_URI),
            icalparameter_new_from_value_string(ICAL_FEATURE_PARAMETER, ICalendar.features),
            icalparameter_new_label(PlainText.parameter(conferenceLabel)))
    }
}

extension CalendarEvent.Status {
    fileprivate var libical: icalproperty_status {
        switch self {
        case .confirmed: ICAL_STATUS_CONFIRMED
        case .tentative: ICAL_STATUS_TENTATIVE
        case .cancelled: ICAL_STATUS_CANCELLED
        }
    }
}

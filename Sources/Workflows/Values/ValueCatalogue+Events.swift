extension ValueCatalogue {
    static let appointment: [Entry] = [
        Entry(.appointment, "title", "Title", "Consultation: Ada Lovelace"),
        Entry(
            .appointment, "start_time", "Start", "Tuesday, 8 December 2026, 10:00, Berlin time (UTC+1)"),
        Entry(
            .appointment, "only_start_date", "Day of the start", "Tuesday, 8 December 2026",
            also: "appointment.date"),
        Entry(.appointment, "only_start_time", "Time of the start", "10:00 (UTC+1)"),
        Entry(.appointment, "end_time", "End", "Tuesday, 8 December 2026, 10:30, Berlin time (UTC+1)"),
        Entry(.appointment, "only_end_date", "Day of the end", "Tuesday, 8 December 2026"),
        Entry(.appointment, "only_end_time", "Time of the end", "10:30 (UTC+1)"),
        Entry(.appointment, "day_of_week", "Day of the week", "Tuesday"),
        Entry(.appointment, "month", "Month", "December"),
        Entry(.appointment, "timezone", "Time zone", "Berlin time (UTC+1)"),
        Entry(
            .appointment, "cancellation_link", "Link to cancel", "https://usher.example.com/a/k3Jx/cancel"),
        Entry(.appointment, "reschedule_link", "Link to move", "https://usher.example.com/a/k3Jx/move"),
        Entry(
            .appointment, "meeting_location", "Way in, or place", "https://usher.example.com/j/8fQz",
            also: "appointment.location"),
        Entry(.appointment, "notes", "Notes", "Bring the contract"),
        Entry(
            .appointment, "add_to_google_calendar", "Link for Google Calendar",
            "https://calendar.google.com/calendar/render?action=TEMPLATE"),
        Entry(
            .appointment, "add_to_ical_outlook", "Link for iCal and Outlook",
            "https://usher.example.com/a/k3Jx/invite.ics"),
        Entry(.appointment, "recurring.repeats", "How a series repeats", "every week"),
        Entry(.appointment, "recurring.times_to_repeat", "How often a series repeats", "8"),
    ]

    static let calendar: [Entry] = [
        Entry(.calendar, "name", "Name", "Consultation")
    ]

    static let account: [Entry] = [
        Entry(.account, "name", "Name", "Example Ltd"),
        Entry(.account, "full_address", "Address on one line", "5 High Street, London W1"),
        Entry(.account, "address", "Street", "5 High Street"),
        Entry(.account, "city", "City", "London"),
        Entry(.account, "state", "State", "Greater London"),
        Entry(.account, "country", "Country", "United Kingdom"),
        Entry(.account, "postal_code", "Postal code", "W1"),
        Entry(.account, "email", "E-mail", "hello@example.com"),
        Entry(.account, "phone", "Phone", "+44 20 71234567"),
        Entry(.account, "phone_raw", "Phone, digits only", "+442071234567"),
        Entry(.account, "website", "Website", "https://example.com"),
        Entry(.account, "logo_url", "Address of the logo", "https://usher.example.com/logo/example.png"),
        Entry(.account, "id", "Id", "acc_0197f3c2"),
    ]

    static let owner: [Entry] = [
        Entry(.owner, "first_name", "First name", "Joan"),
        Entry(.owner, "last_name", "Last name", "Clarke"),
        Entry(.owner, "email", "E-mail", "joan@example.com"),
    ]

    static let rightNow: [Entry] = [
        Entry(.rightNow, "second", "Second", "07"),
        Entry(.rightNow, "minute", "Minute", "05"),
        Entry(.rightNow, "hour", "Hour of 24", "14"),
        Entry(.rightNow, "hour_ampm", "Hour of 12", "2"),
        Entry(.rightNow, "ampm", "Before or after noon", "PM"),
        Entry(.rightNow, "time", "Time", "14:05 (UTC+1)"),
        Entry(.rightNow, "date", "Date", "Tuesday, 8 December 2026"),
        Entry(.rightNow, "day_of_week", "Day of the week", "Tuesday"),
        Entry(.rightNow, "month_name", "Month", "December"),
        Entry(.rightNow, "day", "Day of the month", "8"),
        Entry(.rightNow, "month", "Month as a number", "12"),
        Entry(.rightNow, "month_english", "Month in English", "December"),
        Entry(.rightNow, "year", "Year", "2026"),
        Entry(.rightNow, "middle_endian_date", "Date, month first", "12/08/2026"),
        Entry(.rightNow, "little_endian_date", "Date, day first", "08/12/2026"),
    ]
}

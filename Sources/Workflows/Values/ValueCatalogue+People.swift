extension ValueCatalogue {
    static let contact: [Entry] = [
        Entry(.contact, "name", "Name", "Ada Lovelace", also: "contact.full_name"),
        Entry(.contact, "first_name", "First name", "Ada"),
        Entry(.contact, "last_name", "Last name", "Lovelace"),
        Entry(.contact, "email", "E-mail", "ada@example.com"),
        Entry(.contact, "phone", "Phone", "+49 30 1234567"),
        Entry(.contact, "phone_raw", "Phone, digits only", "+49301234567"),
        Entry(.contact, "company_name", "Company", "Analytical Engines"),
        Entry(.contact, "full_address", "Address on one line", "1 Main Street, 10115 Berlin"),
        Entry(.contact, "address1", "Street", "1 Main Street"),
        Entry(.contact, "city", "City", "Berlin"),
        Entry(.contact, "state", "State", "Berlin"),
        Entry(.contact, "postal_code", "Postal code", "10115"),
        Entry(.contact, "timezone", "Time zone", "Europe/Berlin"),
        Entry(.contact, "date_of_birth", "Date of birth", "10 December 1985"),
        Entry(.contact, "source", "Source", "Booking page"),
        Entry(.contact, "website", "Website", "https://example.com"),
        Entry(.contact, "id", "Id", "con_0197f3c2"),
        Entry(.contact, "tags", "Tags", "customer, newsletter"),
        Entry(.contact, "engagement_score", "Engagement score", "12"),
    ]

    /// Where a contact came from, the first time and the last.
    static let attribution: [Entry] =
        attributes.map { Entry(.contact, "attributionSource.\($0.key)", "First visit: \($0.label)", $0.sample) }
        + (attributes + [("utmCampaign", "UTM campaign", "spring")]).map {
            Entry(.contact, "lastAttributionSource.\($0.key)", "Last visit: \($0.label)", $0.sample)
        }

    private static let attributes: [(key: String, label: String, sample: String)] = [
        ("sessionSource", "source", "Paid search"),
        ("url", "page", "https://example.com/offer"),
        ("campaign", "campaign", "spring"),
        ("utmSource", "UTM source", "newsletter"),
        ("utmMedium", "UTM medium", "email"),
        ("utmContent", "UTM content", "blue-button"),
        ("referrer", "referrer", "https://example.org"),
        ("campaignId", "campaign id", "1042"),
        ("fbclid", "Facebook click id", "IwAR0"),
        ("gclid", "Google click id", "Cj0KCQ"),
        ("utmKeyword", "UTM keyword", "coaching"),
        ("utmMatchType", "UTM match type", "exact"),
        ("adGroupId", "ad group id", "77"),
        ("adId", "ad id", "1234"),
    ]

    static let host: [Entry] = [
        Entry(.host, "name", "Name", "Grace Hopper"),
        Entry(.host, "first_name", "First name", "Grace"),
        Entry(.host, "last_name", "Last name", "Hopper"),
        Entry(.host, "email", "E-mail", "grace@example.com"),
        Entry(.host, "phone", "Phone", "+1 212 5550123"),
        Entry(.host, "phone_raw", "Phone, digits only", "+12125550123"),
        Entry(.host, "email_signature", "E-mail signature", "Grace Hopper, Example Ltd"),
        Entry(.host, "twilio_phone_number", "SMS number", "+1 212 5550199"),
    ]

    static let user: [Entry] = [
        Entry(.user, "name", "Name", "Grace Hopper"),
        Entry(.user, "first_name", "First name", "Grace"),
        Entry(.user, "last_name", "Last name", "Hopper"),
        Entry(.user, "email", "E-mail", "grace@example.com"),
        Entry(.user, "phone", "Phone", "+1 212 5550123"),
        Entry(.user, "phone_raw", "Phone, digits only", "+12125550123"),
        Entry(.user, "email_signature", "E-mail signature", "Grace Hopper, Example Ltd"),
        Entry(.user, "calendar_link", "Booking page", "https://usher.example.com/book/example/grace"),
        Entry(.user, "twilio_phone_number", "SMS number", "+1 212 5550199"),
        Entry(.user, "twilio_phone_number_raw", "SMS number, digits only", "+12125550199"),
    ]
}

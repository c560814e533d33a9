import Testing
import Workflows

struct `A template` {
    private func render(_ source: String, _ escaping: Escaping = .text) -> String {
        Template(source).render(escaping) { $0.description == "contact.name" ? "A & <B>\nC" : "[\($0)]" }
    }

    @Test func `puts values in, in either kind of braces`() {
        #expect(render("Hi {{contact.first_name}}!") == "Hi [contact.first_name]!")
        #expect(
            render("[[ appointment.location ]]{{\tLocation.Name }}")
                == "[appointment.meeting_location][location.name]")
        #expect(render("{{account.name}}") == "[location.name]")
        #expect(render("{{contact.custom_value.size}}") == "[contact.custom_field.size]")
        #expect(render("plain") == "plain")
        #expect(render("") == "")
    }

    @Test func `leaves what is no value as it is`() {
        #expect(
            render("[[see below]] {{ nobody.knows }} {{ [[ x }") == "[[see below]] {{ nobody.knows }} {{ [[ x }")
        let template = Template("{{nobody.knows}} {{}} [[contact.nope]] [[see]] {{{contact.name}}}")
        #expect(template.unknown == ["nobody.knows", "", "contact.nope", "{contact.name"])
        #expect(template.values.isEmpty)
    }

    @Test func `names the values it needs once each`() {
        let template = Template(
            "{{contact.name}} {{calendar.name}} {{ contact.name }} {{contact.custom_field.size}}")
        #expect(
            template.values.map(\.description) == ["contact.name", "calendar.name", "contact.custom_field.size"])
        #expect(template.values.map(\.fieldKey) == [nil, nil, "size"])
    }

    @Test func `makes values harmless where they are put`() {
        #expect(render("{{contact.name}}") == "A & <B>\nC")
        #expect(render("Re: {{contact.name}}", .line) == "Re: A & <B> C")
        #expect(render("<i>{{contact.name}}", .html) == "&lt;i&gt;A &amp; &lt;B&gt;<br>C")
    }

    @Test func `reads long texts of nothing but braces in no time`() {
        let source = String(repeating: "{{", count: 2000) + String(repeating: "[[", count: 2000)
        #expect(render(source) == source)
    }
}

struct `The catalogue` {
    /// Every value that HighLevel's documents name for contacts, appointments, users, calendars, accounts and the time.
    static let documented = [
        "appointment": """
        title start_time only_start_date only_start_time end_time only_end_date only_end_time day_of_week month timezone \
        cancellation_link reschedule_link meeting_location notes add_to_google_calendar add_to_ical_outlook \
        recurring.repeats recurring.times_to_repeat location date
        """,
        "appointment.user": "name first_name last_name email phone phone_raw email_signature twilio_phone_number",
        "contact": """
        name first_name last_name email phone phone_raw company_name full_address address1 city state postal_code \
        timezone date_of_birth source website id tags engagement_score custom_field.any custom_value.any
        """,
        "contact.attributionSource": attributes,
        "contact.lastAttributionSource": attributes + " utmCampaign",
        "user": """
        name first_name last_name email phone phone_raw email_signature calendar_link twilio_phone_number \
        twilio_phone_number_raw
        """,
        "calendar": "name",
        "location": """
        name full_address address city state country postal_code email phone phone_raw website logo_url id
        """,
        "location_owner": "first_name last_name email",
        "right_now": """
        second minute hour hour_ampm ampm day_of_week month_name day month month_english year middle_endian_date \
        little_endian_date time date
        """,
    ]

    private static let attributes = """
        sessionSource url campaign utmSource utmMedium utmContent referrer campaignId fbclid gclid utmKeyword utmMatchType \
        adGroupId adId
        """

    @Test(arguments: documented.keys.sorted())
    func `knows every documented value`(group: String) throws {
        let keys = try #require(Self.documented[group]).split(separator: " ")
        for key in keys {
            #expect(ValueCatalogue.name("\(group).\(key)") != nil, "\(group).\(key)")
            #expect(Template("{{ \(group).\(key) }}").unknown.isEmpty)
        }
    }

    @Test func `has each name once, with words and a sample`() {
        let names = ValueCatalogue.entries.flatMap { [$0.name.description] + $0.aliases }
        #expect(Set(names).count == names.count)
        for entry in ValueCatalogue.entries {
            #expect(!entry.label.isEmpty && !entry.sample.isEmpty)
            #expect(ValueCatalogue.name(entry.name.description) == entry.name)
            for alias in entry.aliases { #expect(ValueCatalogue.name(alias) == entry.name) }
        }
        #expect(Set(ValueCatalogue.entries.map(\.name.group)) == Set(ValueName.Group.allCases))
    }

    @Test(arguments: [
        ("contact.frist_name", "contact.first_name"), ("appointment.start", nil),
        ("apointment.start_time", "appointment.start_time"),
        ("contact.e-mail", "contact.email"), ("meeting_link_please", nil), ("", nil),
        ("appointment.user.nam", "appointment.user.name"), ("right_now.yera", "right_now.year"),
    ])
    func `finds what was probably meant`(name: String, nearest: String?) {
        if name == "appointment.start" {
            // Several are as near; whichever it is, it is one.
            #expect(ValueCatalogue.nearest(name).map { ValueCatalogue.name($0) != nil } == true)
        } else {
            #expect(ValueCatalogue.nearest(name) == nearest)
        }
    }

    @Test func `finds the account's own fields, whatever the capitals`() {
        let fields: Set<String> = ["Shoe_Size"]
        #expect(ValueCatalogue.name("contact.shoe_size", fields: fields) == .field("Shoe_Size"))
        #expect(ValueCatalogue.name("contact.custom_field.SHOE_SIZE", fields: fields) == .field("Shoe_Size"))
        #expect(ValueCatalogue.name("contact.custom_field.hat", fields: fields) == nil)
        #expect(ValueCatalogue.nearest("contact.shoesize", fields: fields) == "contact.Shoe_Size")
    }
}

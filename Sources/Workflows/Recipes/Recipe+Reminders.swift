import Scheduling

extension Recipe {
    static let confirmationAndReminders = Recipe(
        "confirmation-and-reminders", "Confirmation and reminders",
        "A confirmation with an invitation at once, a reminder a day before and another an hour before.",
        isOnFromStart: true,
        WorkflowDefinition(
            trigger: Trigger(statuses: [.confirmed]),
            settings: WorkflowSettings(reentry: .again, clocks: .contact),
            steps: [
                .mail("confirmation", confirmation),
                .before("day-before", Span(days: 1)),
                .mail("day-mail", reminder("Tomorrow: {{calendar.name}}")),
                .before("hour-before", Span(hours: 1)),
                .mail("hour-mail", reminder("In an hour: {{calendar.name}}")),
                .sms(
                    "hour-sms",
                    "{{calendar.name}} begins at {{appointment.only_start_time}}: {{appointment.meeting_location}}"
                ),
            ]))

    /// As the guides to Zoom reminders have it. The minute at the beginning is theirs: the link that is sent here is right from
    /// the first moment.
    static let zoomReminder = Recipe(
        "zoom-reminder", "Zoom reminder",
        "The way into the Zoom meeting a minute after the booking, and again 24 hours before it begins.",
        WorkflowDefinition(
            trigger: Trigger(statuses: [.confirmed], eventType: .either),
            steps: [
                .wait("minute", Span(minutes: 1)),
                .mail("booked-mail", zoomMail("Your Zoom meeting: {{appointment.start_time}}")),
                .sms("booked-sms", zoomSMS),
                .notice("booked-notice", zoomNotice("Booked")),
                .before("before", Span(hours: 24)),
                .mail("reminder-mail", zoomMail("Reminder: {{appointment.start_time}}")),
                .sms("reminder-sms", zoomSMS),
                .notice("reminder-notice", zoomNotice("Reminder")),
            ]))

    static let classReminder = Recipe(
        "class-reminder", "Class reminder",
        "A mail the day before a class, and an SMS two hours before, never at night.",
        WorkflowDefinition(
            trigger: Trigger(statuses: [.confirmed]),
            settings: WorkflowSettings(
                reentry: .again, clocks: .contact, quietHours: QuietHours(from: 21 * 60, to: 8 * 60)),
            steps: [
                .before("day-before", Span(days: 1)),
                .mail("mail", reminder("Your class tomorrow: {{calendar.name}}")),
                .before("two-hours-before", Span(hours: 2)),
                .sms(
                    "sms",
                    "{{calendar.name}} begins at {{appointment.only_start_time}}. Cannot come? Give your place to "
                        + "somebody else: {{appointment.cancellation_link}}"),
            ]))

    private static let confirmation = MailStep(
        subject: "Confirmed: {{calendar.name}}, {{appointment.only_start_date}}",
        body: """
            Hello {{contact.first_name}},

            you are booked: **{{appointment.start_time}}** with {{appointment.user.name}}.

            Where: {{appointment.meeting_location}}

            Need another time? [Move it]({{appointment.reschedule_link}}) or [cancel it]({{appointment.cancellation_link}}).

            {{location.name}}
            """,
        to: [.contact, .guests], hasInvitation: true)

    private static func reminder(_ subject: String) -> MailStep {
        MailStep(
            subject: subject,
            body: """
                Hello {{contact.first_name}},

                a reminder: **{{appointment.start_time}}** with {{appointment.user.name}}.

                Where: {{appointment.meeting_location}}

                Cannot make it? [Move it]({{appointment.reschedule_link}}) or [cancel it]({{appointment.cancellation_link}}).
                """,
            to: [.contact, .guests])
    }

    private static func zoomMail(_ subject: String) -> MailStep {
        MailStep(
            subject: subject,
            body: """
                Hello {{contact.first_name}},

                your meeting with {{appointment.user.name}} begins on **{{appointment.start_time}}**.

                [Join the meeting]({{appointment.meeting_location}})
                """)
    }

    private static let zoomSMS =
        "{{calendar.name}}, {{appointment.start_time}}. Join: {{appointment.meeting_location}}"

    private static func zoomNotice(_ what: String) -> NoticeStep {
        NoticeStep(
            [.email, .sms, .inApp], subject: "\(what): {{contact.name}}",
            body:
                "{{calendar.name}} with {{contact.name}}, {{appointment.start_time}}: {{appointment.meeting_location}}"
        )
    }
}

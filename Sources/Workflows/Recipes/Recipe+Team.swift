import Scheduling

extension Recipe {
    static let approvalRequest = Recipe(
        "approval-request", "Request approval",
        "Asks the host to approve a request, tells whoever booked, and asks the admins if a day goes by.",
        WorkflowDefinition(
            trigger: Trigger(statuses: [.new]), settings: WorkflowSettings(reentry: .again),
            steps: [
                .notice(
                    "host",
                    NoticeStep(
                        [.email, .inApp], subject: "Please approve: {{contact.name}}",
                        body:
                            "{{contact.name}} asks for {{calendar.name}}, {{appointment.start_time}}. The time is kept "
                            + "until somebody answers.")),
                .mail(
                    "guest",
                    MailStep(
                        subject: "Requested: {{calendar.name}}",
                        body: """
                            Hello {{contact.first_name}},

                            we have your request for **{{appointment.start_time}}** and keep the time for you. You hear from us \
                            as soon as it is confirmed.
                            """)),
                .wait("day", Span(days: 1)),
                .when("still-waiting", .status([.new]), then: [.notice("admins", unanswered)]),
            ]))

    static let internalAlert = Recipe(
        "internal-alert", "Internal alert",
        "Tells all hosts at once when an appointment is booked, cancelled or missed.",
        WorkflowDefinition(
            trigger: Trigger(statuses: [.confirmed, .cancelled, .noshow]),
            settings: WorkflowSettings(reentry: .again),
            steps: [
                .when(
                    "booked-or-gone", .status([.confirmed]), then: [.notice("booked", alert("Booked"))],
                    otherwise: [.notice("gone", alert("Cancelled or missed"))])
            ]))

    static let rescue = Recipe(
        "rescue", "Help at the door",
        "Three minutes into a Zoom meeting, whoever has not been seen gets the way in once more, and the hosts hear of it.",
        WorkflowDefinition(
            trigger: Trigger(statuses: [.confirmed]), settings: WorkflowSettings(reentry: .again),
            steps: [
                Step("begun", .waitForEvent(EventWait(.after, Span(minutes: 3)))),
                .when(
                    "not-seen", .status([.confirmed]), .location([.zoom]),
                    then: [
                        .sms(
                            "sms",
                            "Cannot get in? This is your way: {{appointment.meeting_location}} If you are in already, all "
                                + "is well."),
                        .mail("mail", wayIn),
                        .notice(
                            "hosts",
                            NoticeStep(
                                [.inApp], to: .hosts, subject: "Not seen yet: {{contact.name}}",
                                body: "{{contact.name}} has just been sent the way in once more.")),
                    ]),
            ]))

    private static let unanswered = NoticeStep(
        [.email, .inApp], to: .admins, subject: "Still not approved: {{contact.name}}",
        body: "{{contact.name}} has waited a day for an answer about {{appointment.start_time}}. The host is "
            + "{{appointment.user.name}}.")

    private static func alert(_ what: String) -> NoticeStep {
        NoticeStep(
            [.email, .inApp], to: .hosts, subject: "\(what): {{contact.name}}",
            body: "{{calendar.name}} with {{contact.name}}, {{appointment.start_time}}.")
    }

    private static let wayIn = MailStep(
        subject: "Cannot get in?",
        body: """
            Hello {{contact.first_name}},

            your meeting with {{appointment.user.name}} has begun. If you are in already, all is well. If not, this link leads \
            to where it takes place now:

            [Join the meeting]({{appointment.meeting_location}})

            - Try the browser if the app does not open, or the app if the browser does not.
            - Still nothing? Answer this mail, and we open another door.
            """,
        replyTo: "{{appointment.user.email}}")
}

import Scheduling

extension Recipe {
    static let noShowFollowUp = Recipe(
        "no-show-follow-up", "Follow-up after a no-show",
        "Half an hour after somebody did not come, an offer to book again; a second one after three days.",
        WorkflowDefinition(
            trigger: Trigger(statuses: [.noshow]),
            steps: [
                .wait("half-an-hour", Span(minutes: 30)),
                .mail("first", bookAgain("We missed you")),
                Step("tag", .perform(.addTag("no-show"))),
                .wait("days", Span(days: 3)),
                .when(
                    "still", .status([.noshow]),
                    then: [.mail("second", bookAgain("Shall we find another time?"))]),
            ]))

    static let reviewRequest = Recipe(
        "review-request", "Review request",
        "Two hours after an appointment that took place, a mail that asks how it was.",
        WorkflowDefinition(
            trigger: Trigger(statuses: [.showed]),
            settings: WorkflowSettings(clocks: .contact, quietHours: QuietHours(from: 20 * 60, to: 9 * 60)),
            steps: [
                .wait("two-hours", Span(hours: 2)),
                .mail(
                    "mail",
                    MailStep(
                        subject: "How was it?",
                        body: """
                            Hello {{contact.first_name}},

                            thank you for coming. Would you tell us, and others, how it was? Two sentences help a lot.

                            [Write a review]({{location.website}})

                            {{appointment.user.first_name}}, {{location.name}}
                            """)),
            ]))

    private static func bookAgain(_ subject: String) -> MailStep {
        MailStep(
            subject: subject,
            body: """
                Hello {{contact.first_name}},

                we had you down for {{appointment.start_time}} and did not see you. If you could not get in, answer this mail.

                [Choose another time]({{appointment.reschedule_link}})

                {{appointment.user.first_name}}, {{location.name}}
                """,
            replyTo: "{{appointment.user.email}}")
    }
}

import Messaging

/// A mail that can be sent, for tests to change in one place.
func sampleMail(to email: String = "ann@example.com") -> MailMessage {
    MailMessage(
        messageID: "booking-1.0@usher.test", date: 1_795_168_800_000,
        from: MailAddress(name: "Usher", email: "usher@usher.test"),
        to: MailAddress(name: "Ann", email: email), subject: "Your meeting", text: "Hello\nWorld",
        html: "<p>Hello</p>")
}

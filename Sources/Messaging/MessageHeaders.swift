extension MailMessage {
    /// The header fields, in the order they are written; curl adds `MIME-Version` and `Content-Type`.
    func headerLines() throws(MessagingError) -> [String] {
        try Header.checkEmail(messageID, in: "Message-ID")
        var lines = [Header.date(milliseconds: date), "Message-ID: <\(messageID)>"]
        lines.append(try Header.address("From", from))
        if let envelopeSender { try Header.checkEmail(envelopeSender, in: "envelope sender") }
        if let replyTo { lines.append(try Header.address("Reply-To", replyTo)) }
        lines.append(try Header.address("To", to))
        lines.append(try Header.text("Subject", subject))
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            try Self.checkName(name)
            lines.append(try Header.structured(name, value))
        }
        return lines
    }

    /// Fields the module writes itself, and those that would add recipients.
    private static let reserved: Set<String> = [
        "date", "message-id", "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "mime-version",
        "received", "return-path",
    ]

    private static func checkName(_ name: String) throws(MessagingError) {
        let lower = name.lowercased()
        let plain = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
        if name.isEmpty || name.utf8.count > 70 || !plain {
            throw MessagingError(
                .invalid(field: "header name", text: "must be ASCII without spaces and colons"))
        }
        if reserved.contains(lower) || lower.hasPrefix("content-") {
            throw MessagingError(
                .invalid(field: name, text: "is written by Usher and cannot be given as an extra"))
        }
    }
}

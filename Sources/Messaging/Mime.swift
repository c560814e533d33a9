internal import CCurl

extension MailMessage {
    /// multipart/mixed { multipart/alternative { text, HTML, calendar }, invite.ics }: programs that act on
    /// invitations look in the alternative, people look for the attachment.
    ///
    /// The result belongs to the caller, who frees it with `curl_mime_free`.
    func mime(for handle: OpaquePointer) throws(MessagingError) -> OpaquePointer {
        let mixed = try Self.multipart(handle)
        do throws(MessagingError) {
            let alternative = try Self.multipart(handle)
            let outer = curl_mime_addpart(mixed)
            // From here `mixed` frees it.
            guard curl_mime_subparts(outer, alternative) == CURLE_OK else {
                curl_mime_free(alternative)
                throw Self.exhausted
            }
            try Self.require(curl_mime_type(outer, "multipart/alternative"))
            try Self.add(
                text, type: "text/plain; charset=UTF-8", encoder: "quoted-printable", to: alternative)
            try Self.add(html, type: "text/html; charset=UTF-8", encoder: "quoted-printable", to: alternative)
            if let calendar { try Self.add(calendar, to: mixed, alternative: alternative) }
        } catch {
            curl_mime_free(mixed)
            throw error
        }
        return mixed
    }

    private static func add(
        _ calendar: CalendarPart, to mixed: OpaquePointer, alternative: OpaquePointer
    ) throws(MessagingError) {
        let method = calendar.method.uppercased()
        if method.isEmpty || !method.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) {
            throw MessagingError(.invalid(field: "calendar method", text: "must be letters only, as REQUEST"))
        }
        let type = "text/calendar; method=\(method); charset=UTF-8"
        try add(calendar.ics, type: type, encoder: "base64", to: alternative)
        let attached = "application/ics; name=\"invite.ics\""
        try add(calendar.ics, type: attached, encoder: "base64", filename: "invite.ics", to: mixed)
    }

    private static func add(
        _ content: String, type: String, encoder: String, filename: String? = nil, to parent: OpaquePointer
    ) throws(MessagingError) {
        let part = curl_mime_addpart(parent)
        try require(
            canonicalLines(content).withUnsafeBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { curl_mime_data(part, $0.baseAddress, $0.count) }
            })
        try require(curl_mime_type(part, type))
        try require(curl_mime_encoder(part, encoder))
        if let filename { try require(curl_mime_filename(part, filename)) }
    }

    private static func multipart(_ handle: OpaquePointer) throws(MessagingError) -> OpaquePointer {
        guard let mime = curl_mime_init(UnsafeMutableRawPointer(handle)) else { throw exhausted }
        return mime
    }

    private static func require(_ code: CURLcode) throws(MessagingError) {
        if code != CURLE_OK { throw exhausted }
    }

    private static let exhausted = MessagingError(
        .unreachable(text: "libcurl could not build the mail, which happens when memory is short"))

    /// MIME text has CRLF line ends (RFC 2046 section 4.1.1); a bare LF would be encoded as an octet.
    private static func canonicalLines(_ text: String) -> [UInt8] {
        let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        var lines: [UInt8] = []
        lines.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte != cr, byte != lf {
                lines.append(byte)
            } else if byte == cr || previous != cr {
                lines += [cr, lf]
            }
            previous = byte
        }
        return lines
    }
}

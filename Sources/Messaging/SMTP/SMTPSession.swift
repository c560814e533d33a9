internal import CCurl

/// One libcurl handle with its connection to the server, used on one thread.
final class SMTPSession {
    private static let started = usher_curl_start()
    /// Seconds for the server to answer a goodbye, once it has refused a mail.
    private static let goodbye = 5

    private let handle: OpaquePointer
    private let server: MailServer
    private let timeout: Int
    let conversation = Conversation()

    init(server: MailServer, options: SMTPTransport.Options) throws(MessagingError) {
        guard Self.started == CURLE_OK, let raw = curl_easy_init() else {
            throw MessagingError(.unreachable(text: "libcurl did not start"), server: server.name)
        }
        self.handle = OpaquePointer(raw)
        self.server = server
        timeout = options.timeout
        try configure(options)
    }

    /// Says QUIT, and waits for the answer.
    deinit {
        curl_easy_cleanup(raw)
    }

    private var raw: UnsafeMutableRawPointer { UnsafeMutableRawPointer(handle) }

    /// Whether the last exchange went over a connection that was there before it, or over none.
    var madeNoConnection: Bool {
        var made = 0
        usher_curl_get_long(raw, CURLINFO_NUM_CONNECTS, &made)
        return made == 0
    }

    /// - Parameter milliseconds: for all of it.
    func send(_ message: MailMessage, headers: [String], within milliseconds: Int) throws(MessagingError) {
        let lines = try list(headers)
        defer { curl_slist_free_all(lines) }
        let recipients = try list([message.to.email])
        defer { curl_slist_free_all(recipients) }
        let mime = try message.mime(for: handle)
        defer { curl_mime_free(mime) }
        try set(CURLOPT_MAIL_FROM, message.envelopeSender ?? message.from.email)
        try require(usher_curl_set_list(raw, CURLOPT_MAIL_RCPT, recipients))
        try require(usher_curl_set_list(raw, CURLOPT_HTTPHEADER, lines))
        try require(usher_curl_set_mime(raw, mime))
        try set(CURLOPT_TIMEOUT_MS, milliseconds)
        try perform()
    }

    func probe() throws(MessagingError) {
        try set(CURLOPT_CUSTOMREQUEST, "NOOP")
        try set(CURLOPT_NOBODY, 1)
        try perform()
    }

    private func configure(_ options: SMTPTransport.Options) throws(MessagingError) {
        try set(CURLOPT_URL, server.url)
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // An all_proxy meant for the web must not swallow mail.
        try set(CURLOPT_PROXY, "")
        // Without this, curl's time-outs raise SIGALRM.
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECTTIMEOUT, options.connectTimeout)
        try set(CURLOPT_TIMEOUT_MS, timeout * 1000)
        try set(CURLOPT_USE_SSL, server.encryption.curl)
        try set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = options.caFile { try set(CURLOPT_CAINFO, file) }
        if let user = server.user {
            try set(CURLOPT_USERNAME, user)
            try set(CURLOPT_PASSWORD, server.password ?? "")
        }
        // After a refusal libcurl says QUIT within the transfer, and that wait is no part of its time-out.
        conversation.onRefusal = { [raw, timeout] in
            usher_curl_set_long(raw, CURLOPT_SERVER_RESPONSE_TIMEOUT, min(timeout, Self.goodbye))
        }
        let context = Unmanaged.passUnretained(conversation).toOpaque()
        try require(usher_curl_set_writer(raw, CURLOPT_HEADERFUNCTION, hearReply))
        try require(usher_curl_set_pointer(raw, CURLOPT_HEADERDATA, context))
        // What has been sent is reported to the debug callback alone.
        try require(usher_curl_set_debugger(raw, noteSent))
        try require(usher_curl_set_pointer(raw, CURLOPT_DEBUGDATA, context))
        try set(CURLOPT_VERBOSE, 1)
    }

    private func perform() throws(MessagingError) {
        conversation.begin()
        try set(CURLOPT_SERVER_RESPONSE_TIMEOUT, timeout)
        let code = curl_easy_perform(raw)
        if code == CURLE_OK { return }
        var status = 0
        usher_curl_get_long(raw, CURLINFO_RESPONSE_CODE, &status)
        throw MessagingError(.init(code, status: status, in: conversation), server: server.name)
    }

    private func list(_ lines: [String]) throws(MessagingError) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                throw MessagingError(.unreachable(text: "memory is short"), server: server.name)
            }
            list = longer
        }
        return list
    }

    private func set(_ option: CURLoption, _ value: String) throws(MessagingError) {
        try require(usher_curl_set_string(raw, option, value))
    }

    private func set(_ option: CURLoption, _ value: Int) throws(MessagingError) {
        try require(usher_curl_set_long(raw, option, value))
    }

    private func require(_ code: CURLcode) throws(MessagingError) {
        if code == CURLE_OK { return }
        let text = "libcurl did not take a setting: \(String(cString: curl_easy_strerror(code)))"
        throw MessagingError(.unreachable(text: text), server: server.name)
    }
}

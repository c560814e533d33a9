internal import CCurl

/// The lines the server answered with, which libcurl gives as if they were headers.
final class ServerReplies {
    private var lines: [String] = []

    /// The text of the last reply of that status: its lines without the codes, at most 500 characters.
    /// Later replies, as to the QUIT after a refusal, do not count.
    func text(of status: Int) -> String {
        let reply = lines.reversed().drop { !$0.hasPrefix("\(status)") }.prefix { $0.hasPrefix("\(status)") }
        return String(reply.reversed().map { $0.dropFirst(4) }.joined(separator: " ").prefix(500))
    }

    fileprivate func add(_ line: String) {
        let shown = line.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
        lines.append(String(String.UnicodeScalarView(shown)))
        // A server that talks without end must not fill the memory.
        if lines.count > 100 { lines.removeFirst(50) }
    }
}

/// libcurl's header callback: `context` is the ``ServerReplies`` of a session that outlives the transfer.
func collectReply(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return size * count }
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self)
    Unmanaged<ServerReplies>.fromOpaque(context).takeUnretainedValue().add(text)
    return size * count
}

extension MailServer.Encryption {
    /// For `CURLOPT_USE_SSL`.
    var curl: Int {
        switch self {
        case .required: Int(CURLUSESSL_ALL.rawValue)
        case .try: Int(CURLUSESSL_TRY.rawValue)
        case .none: Int(CURLUSESSL_NONE.rawValue)
        }
    }
}

extension MessagingError.Kind {
    /// What a failed transfer means: libcurl's code tells the stage, the server's status how final it is.
    init(_ code: CURLcode, status: Int, reply: String) {
        switch code {
        case CURLE_OPERATION_TIMEDOUT:
            self = .timeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_ENGINE_NOTFOUND:
            self = .tls(text: String(cString: curl_easy_strerror(code)))
        case CURLE_LOGIN_DENIED:
            self = .login(status: status, text: reply)
        case _ where (400...499).contains(status):
            self = .deferred(status: status, text: reply)
        case _ where (500...599).contains(status):
            self = .refused(status: status, text: reply)
        default:
            self = .unreachable(text: String(cString: curl_easy_strerror(code)))
        }
    }
}

internal import CCurl

/// What is said between Usher and the server about one mail, as libcurl reports it.
final class Conversation {
    private var replies: [String] = []
    private var lastSent: [UInt8] = []
    /// Whether Usher has come to the mail itself: before that, nothing the server says is about it.
    private(set) var hasNamedSender = false
    /// Called when the server refuses something.
    var onRefusal: () -> Void = {}

    /// Forgets what was said about the mail before.
    func begin() {
        (replies, lastSent, hasNamedSender) = ([], [], false)
    }

    /// Whether the server has said anything since the beginning.
    var hasReplies: Bool { !replies.isEmpty }

    /// Whether all of the mail has left: what was sent last ends its MIME (RFC 2046 section 5.1.1), or with a libcurl
    /// that counts it to the mail the SMTP data itself.
    var isHandedOver: Bool { [Self.endOfMime, Self.endOfData].contains { lastSent.suffix($0.count) == $0 } }

    private static let endOfMime = Array("--\r\n".utf8)[...]
    private static let endOfData = Array("\r\n.\r\n".utf8)[...]

    /// The text of the last reply of that status: its lines without the codes, at most 500 characters.
    /// Later replies, as to the QUIT after a refusal, do not count.
    func text(of status: Int) -> String {
        guard let end = replies.lastIndex(where: { $0.hasPrefix("\(status)") }) else { return "" }
        let before = replies[..<end].reversed().prefix { $0.hasPrefix("\(status)-") }
        return String(
            (before.reversed() + [replies[end]]).map { $0.dropFirst(4) }.joined(separator: " ").prefix(500))
    }

    fileprivate func hear(_ line: String) {
        let shown = line.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
        replies.append(String(String.UnicodeScalarView(shown)))
        // A server that talks without end must not fill the memory.
        if replies.count > 100 { replies.removeFirst(50) }
        if line.hasPrefix("4") || line.hasPrefix("5") { onRefusal() }
    }

    fileprivate func say(_ bytes: UnsafeRawBufferPointer, as kind: curl_infotype) {
        switch kind {
        case CURLINFO_HEADER_OUT where bytes.starts(with: Array("MAIL FROM".utf8)): hasNamedSender = true
        case CURLINFO_DATA_OUT: lastSent = Array((lastSent + bytes.suffix(Self.endOfData.count)).suffix(8))
        default: break
        }
    }
}

/// libcurl's header callback: `context` is the ``Conversation`` of a session that outlives the transfer.
func hearReply(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return size * count }
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self)
    Unmanaged<Conversation>.fromOpaque(context).takeUnretainedValue().hear(text)
    return size * count
}

/// libcurl's debug callback: `context` is the ``Conversation`` of a session that outlives the transfer.
func noteSent(
    _ handle: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int, _ context: UnsafeMutableRawPointer?
) -> CInt {
    guard let bytes, let context else { return 0 }
    let sent = UnsafeRawBufferPointer(start: bytes, count: size)
    Unmanaged<Conversation>.fromOpaque(context).takeUnretainedValue().say(sent, as: kind)
    return 0
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
    /// What a failed transfer means: libcurl's code tells what broke, the server's status how final it is, and the
    /// conversation whether the mail was on the server's side by then.
    init(_ code: CURLcode, status: Int, in conversation: Conversation) {
        let reply = conversation.text(of: status)
        let trouble = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_ENGINE_NOTFOUND:
            self = .tls(text: trouble)
        case CURLE_LOGIN_DENIED:
            self = .login(status: status, text: reply)
        case _ where (400...499).contains(status):
            self = .deferred(status: status, text: reply)
        // RFC 4954 section 6: the server wants a login first.
        case _ where status == 530:
            self = .login(status: status, text: reply)
        case _ where (500...599).contains(status):
            self =
                conversation.hasNamedSender
                ? .refused(status: status, text: reply) : .setup(text: "\(status) \(reply)")
        // The last dot is all that can fail to be sent then, and without it a server keeps nothing.
        case _ where conversation.isHandedOver && code != CURLE_SEND_ERROR:
            self = .uncertain(text: "it gave no answer to a whole mail: \(trouble)")
        case CURLE_OPERATION_TIMEDOUT:
            self = .timeout
        default:
            self = .unreachable(text: trouble)
        }
    }
}

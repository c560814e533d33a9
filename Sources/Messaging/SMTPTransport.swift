internal import CCurl
internal import Foundation

/// Sends each mail to one SMTP server over a connection of its own (RFC 5321), by libcurl.
///
/// Encryption, when the URL does not say `tls=required`, `tls=try` or `tls=none`:
/// `smtps://` always; `smtp://` with a login must get STARTTLS; without a login it takes STARTTLS if offered;
/// to a loopback host it stays plain. Certificates are always verified.
package struct SMTPTransport: MailTransport, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Limits and trust. Times of 1 to 86400 s.
    package struct Options: Sendable {
        /// Seconds to get a connection, TLS included.
        package var connectTimeout: Int
        /// Seconds for the whole of one mail, connecting included.
        package var timeout: Int
        /// A PEM file of the authorities to trust; nil trusts the system's.
        package var caFile: String?
        /// Mails on their way at the same time; more wait.
        package var concurrency: Int

        /// Checked when a transport is made of them.
        package init(connectTimeout: Int = 10, timeout: Int = 60, caFile: String? = nil, concurrency: Int = 4) {
            self.connectTimeout = connectTimeout
            self.timeout = timeout
            self.caFile = caFile
            self.concurrency = concurrency
        }
    }

    private let server: MailServer
    private let options: Options
    private let queue: OperationQueue

    /// - Parameter url: `smtp://user:password@host:port` or `smtps://…`, user and password percent-encoded.
    ///   A name after the host (`smtp://host/usher.example.com`) is the one given in EHLO.
    /// - Throws: ``MessagingError/Kind/invalid(field:text:)``, which never repeats the URL.
    package init(url: String, options: Options = Options()) throws(MessagingError) {
        guard (1...86_400).contains(options.timeout), (1...86_400).contains(options.connectTimeout),
            (1...64).contains(options.concurrency)
        else {
            throw MessagingError(
                .invalid(
                    field: "server options",
                    text: "must have timeouts of 1 to 86400 s and 1 to 64 connections"))
        }
        self.server = try MailServer(url: url)
        self.options = options
        self.queue = OperationQueue()
        queue.name = "usher.smtp"
        queue.maxConcurrentOperationCount = options.concurrency
    }

    /// Hands one mail to the server: multipart/alternative, and `invite.ics` when there is an invitation.
    /// - Throws: ``MessagingError``, also for values no mail can hold, before anything is sent.
    package func send(_ message: MailMessage) async throws(MessagingError) {
        let headers = try message.headerLines()
        try await withSession { session throws(MessagingError) in try session.send(message, headers: headers)
        }
    }

    /// Connects, greets, encrypts and logs in as ``send(_:)`` would, then says NOOP; sends nothing.
    /// - Throws: ``MessagingError`` as the first mail would.
    package func probe() async throws(MessagingError) {
        try await withSession { session throws(MessagingError) in try session.probe() }
    }

    /// The server's URL without user and password.
    package var description: String { server.url }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["server": server.url]) }

    /// libcurl blocks its thread, which must not be one of the few that run Swift's tasks.
    private func withSession(
        _ work: @escaping @Sendable (SMTPSession) throws(MessagingError) -> Void
    ) async throws(MessagingError) {
        let result: Result<Void, MessagingError> = await withCheckedContinuation { continuation in
            queue.addOperation { [server, options] in
                let session = Result { () throws(MessagingError) in
                    try SMTPSession(server: server, options: options)
                }
                // The session says QUIT at its end: a server slow to answer that does not hold up the caller.
                withExtendedLifetime(session) {
                    continuation.resume(
                        returning: session.flatMap { session in
                            Result { () throws(MessagingError) in try work(session) }
                        })
                }
            }
        }
        try result.get()
    }
}

/// Sends mails to one SMTP server (RFC 5321), by libcurl, over connections that are kept open for the next mail.
///
/// Encryption, when the URL does not say `tls=required`, `tls=try` or `tls=none`:
/// `smtps://` always; `smtp://` with a login must get STARTTLS; without a login it takes STARTTLS if offered;
/// to a loopback host it stays plain. Certificates are always verified.
package struct SMTPTransport: MailTransport, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Limits and trust.
    package struct Options: Sendable {
        /// Seconds to get a connection, TLS included; 1 to 60.
        package var connectTimeout: Int
        /// Seconds for the whole of one mail, connecting included, from when it has a connection to itself; 1 to 60.
        /// Once a server has refused a mail, its answer to the goodbye is waited for, 5 s at most.
        package var timeout: Int
        /// A PEM file of the authorities to trust; nil trusts the system's.
        package var caFile: String?
        /// Connections at the same time, 1 to 64; more mails wait.
        package var concurrency: Int
        /// Seconds that a connection is kept open for the next mail; 1 to 240, because servers wait for five minutes
        /// (RFC 5321 section 4.5.3.2.7).
        package var idle: Int
        /// Mails over one connection; 1 is a connection for each.
        package var mailsPerConnection: Int

        /// Checked when a transport is made of them.
        package init(
            connectTimeout: Int = 10, timeout: Int = 55, caFile: String? = nil, concurrency: Int = 4,
            idle: Int = 20, mailsPerConnection: Int = 100
        ) {
            self.connectTimeout = connectTimeout
            self.timeout = timeout
            self.caFile = caFile
            self.concurrency = concurrency
            self.idle = idle
            self.mailsPerConnection = mailsPerConnection
        }
    }

    private let server: MailServer
    private let options: Options
    private let connections: SMTPConnections

    /// - Parameter url: `smtp://user:password@host:port` or `smtps://…`, user and password percent-encoded.
    ///   A name after the host (`smtp://host/usher.example.com`) is the one given in EHLO.
    /// - Throws: ``MessagingError/Kind/invalid(field:text:)``, which never repeats the URL.
    package init(url: String, options: Options = Options()) throws(MessagingError) {
        guard (1...60).contains(options.timeout), (1...60).contains(options.connectTimeout),
            (1...64).contains(options.concurrency), (1...240).contains(options.idle),
            options.mailsPerConnection >= 1
        else {
            throw MessagingError(
                .invalid(
                    field: "server options",
                    text: "must have timeouts of 1 to 60 s, 1 to 64 connections, each for a mail or more, and 1 "
                        + "to 240 s of idleness"))
        }
        self.server = try MailServer(url: url)
        self.options = options
        connections = SMTPConnections(server: server, options: options)
    }

    /// Hands one mail to the server: multipart/alternative, and `invite.ics` when there is an invitation.
    ///
    /// A kept connection that turns out to have ended is replaced by a new one, once: nothing had been said of the
    /// mail by then.
    /// - Throws: ``MessagingError``, also for values no mail can hold, before anything is sent.
    package func send(_ message: MailMessage) async throws(MessagingError) {
        let headers = try message.headerLines()
        var lent = await connections.borrow()
        let start = ContinuousClock.now
        while true {
            do throws(SMTPFailure) {
                let left = start + .seconds(options.timeout) - .now
                try await lent.connection.send(message, headers: headers, within: left.milliseconds)
                return connections.giveBack(lent)
            } catch {
                guard error.isStale else {
                    connections.letGo(lent)
                    throw error.error
                }
                lent = connections.fresh()
            }
        }
    }

    /// Connects, greets, encrypts and logs in as ``send(_:)`` would, then says NOOP; sends nothing.
    /// - Throws: ``MessagingError`` as the first mail would.
    package func probe() async throws(MessagingError) {
        try await connections.fresh().connection.probe()
    }

    /// The server's URL without user and password.
    package var description: String { server.url }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["server": server.url]) }
}

extension Duration {
    /// At least one, since none is no limit to libcurl.
    fileprivate var milliseconds: Int { max(1, Int(self / .milliseconds(1))) }
}

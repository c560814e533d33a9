internal import Dispatch

/// A connection to the server, kept open from one mail to the next, with a thread of its own.
actor SMTPConnection {
    private let server: MailServer
    private let options: SMTPTransport.Options
    private let executor = BlockingExecutor()
    private var session: SMTPSession?
    /// Whether it has carried a mail before.
    private var hasServed = false

    init(server: MailServer, options: SMTPTransport.Options) {
        self.server = server
        self.options = options
    }

    /// The goodbye is said on the connection's own thread, however long the server takes to answer it.
    isolated deinit { session = nil }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameter milliseconds: for all of it.
    func send(
        _ message: MailMessage, headers: [String], within milliseconds: Int
    ) throws(SMTPFailure) {
        do throws(MessagingError) {
            let session = try open()
            try session.send(message, headers: headers, within: milliseconds)
            hasServed = true
        } catch {
            throw SMTPFailure(error: error, isStale: isStale(after: error))
        }
    }

    func probe() throws(MessagingError) {
        let session = try open()
        try session.probe()
    }

    private func open() throws(MessagingError) -> SMTPSession {
        if let session { return session }
        let session = try SMTPSession(server: server, options: options)
        self.session = session
        return session
    }

    /// A server may end a connection between two mails: it is found closed, or says 421 (RFC 5321 section 3.8) to
    /// whatever comes next. A time-out says nothing of the kind.
    private func isStale(after error: MessagingError) -> Bool {
        guard hasServed, let session, session.madeNoConnection else { return false }
        return switch error.kind {
        case .unreachable: !session.conversation.hasReplies
        case .deferred(421, _): !session.conversation.isHandedOver
        default: false
        }
    }
}

/// Why a mail did not go over one connection.
struct SMTPFailure: Error {
    let error: MessagingError
    /// Whether the connection had ended before the server heard of this mail, which another one may well carry.
    let isStale: Bool
}

/// Runs what blocks: libcurl must not hold one of the few threads that run Swift's tasks.
private final class BlockingExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "usher.smtp")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

import Foundation

/// One answer of Twilio's.
struct TwilioAnswer: Sendable {
    let status: Int
    let body: Data

    private struct Taken: Decodable {
        let sid: String
        let status: String
        let segments: String?

        private enum CodingKeys: String, CodingKey {
            case sid, status
            case segments = "num_segments"
        }
    }

    /// `{code, message, more_info, status}`.
    private struct Problem: Decodable {
        let code: Int
        let message: String?
    }

    /// What the answer says of the message that was posted.
    /// - Throws: ``MessagingError``, as the status, Twilio's code and the text tell it.
    func receipt(from server: String) throws(MessagingError) -> TextReceipt {
        guard (200..<300).contains(status) else { throw error(from: server) }
        guard let taken = try? JSONDecoder().decode(Taken.self, from: body) else {
            throw MessagingError(
                .uncertain(text: "HTTP \(status) with \(body.count) bytes that are no message"), server: server,
                medium: .text)
        }
        // “0” until a Messaging Service has chosen a number.
        let segments = taken.segments.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        return TextReceipt(
            id: taken.sid, state: TextState(rawValue: taken.status) ?? .accepted, segments: segments)
    }

    private func error(from server: String) -> MessagingError {
        let problem = try? JSONDecoder().decode(Problem.self, from: body)
        return MessagingError(kind(problem), server: server, medium: .text, code: problem?.code)
    }

    private func kind(_ problem: Problem?) -> MessagingError.Kind {
        let text = Self.shown(problem)
        if [401, 403].contains(status) && problem?.code != 21_408 { return .login(status: status, text: text) }
        if status == 429 { return .deferred(status: status, text: text) }
        guard let problem else {
            // 503 is said before anything is done; other failures without a word of Twilio's come from in between.
            if status == 503 { return .deferred(status: status, text: text) }
            if (500..<600).contains(status) { return .uncertain(text: "HTTP \(status)") }
            return .unreachable(text: "HTTP \(status) without an error of Twilio's; is this its address?")
        }
        if status >= 500 || Self.passing.contains(problem.code) { return .deferred(status: status, text: text) }
        if problem.code == 21_610 { return .optedOut(text: text) }
        return Self.ofTheSetup.contains(problem.code) ? .setup(text: text) : .refused(status: status, text: text)
    }

    /// Too many at once: 14107 and 20429 for the account, 21611 in the number's queue.
    private static let passing: Set<Int> = [14_107, 20_429, 21_611]

    /// Twilio's codes that every message of this account and sender would get: a closed or strange account (20005,
    /// 20404), a sender that is none of its own (21212, 21603, 21606, 21659, 21660), a report address it cannot use
    /// (21609), a trial account or a region not opened (21608, 21408), and Messaging Services (2170x).
    private static let ofTheSetup: Set<Int> = [
        20_005, 20_404, 21_212, 21_408, 21_603, 21_606, 21_608, 21_609, 21_659, 21_660, 21_701, 21_702, 21_703,
        21_704,
        21_705, 21_706,
    ]

    private static func shown(_ problem: Problem?) -> String {
        guard let problem else { return "no reason given" }
        let scalars = (problem.message ?? "").unicodeScalars.filter { scalar in
            scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
        }
        return "\(problem.code) \(String(String.UnicodeScalarView(scalars)).prefix(490))"
    }
}

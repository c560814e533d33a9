package import AsyncHTTPClient
import Foundation
package import Logging

/// Sends text messages by Twilio's Messages API (version 2010-04-01).
package struct TwilioGateway: TextGateway {
    private let account: TwilioAccount
    private let transport: TwilioTransport

    /// - Parameter timeout: how long one message may take, connecting included.
    package init(account: TwilioAccount, http: HTTPClient, logger: Logger, timeout: Duration = .seconds(15)) {
        self.account = account
        transport = TwilioTransport(
            http: http, logger: logger, server: account.server, timeout: timeout)
    }

    package func send(_ message: TextMessage) async throws(MessagingError) -> TextReceipt {
        try Self.check(message)
        let login = Data("\(account.sid):\(account.authToken)".utf8).base64EncodedString()
        let answer = try await transport.post(
            form(of: message), to: "\(account.base)/2010-04-01/Accounts/\(account.sid)/Messages.json",
            authorization: "Basic \(login)")
        return try answer.receipt(from: account.server)
    }

    private func form(of message: TextMessage) -> TwilioForm {
        var form = TwilioForm()
        form.add("To", message.to.e164)
        switch account.sender {
        case .number(let sender), .name(let sender): form.add("From", sender)
        case .service(let sid): form.add("MessagingServiceSid", sid)
        }
        form.add("Body", message.body)
        if let url = message.reportURL { form.add("StatusCallback", url) }
        return form
    }

    /// What Twilio would refuse anyway (21602, 21617) costs no request.
    private static func check(_ message: TextMessage) throws(MessagingError) {
        if message.body.allSatisfy(\.isWhitespace) {
            throw MessagingError(.invalid(field: "text", text: "is empty"), medium: .text)
        }
        if message.body.utf16.count > 1600 {
            throw MessagingError(
                .invalid(
                    field: "text", text: "must have at most 1600 characters, and has \(message.body.utf16.count)"),
                medium: .text)
        }
    }
}

extension Sandbox {
    /// Takes a message, unless it may not be sent.
    func send(_ fields: Fields) throws -> Message {
        let order = try MessageOrder(fields, account: account)
        guard !optOuts.contains(OptOut(sender: order.sender, phone: order.to)) else { throw TwilioError.optedOut }
        let message = Message(order, ending: takeEnding(), at: now())
        keep(message)
        return message
    }

    /// Twilio asks for the account's SID as the user and its token as the password.
    func authorize(_ credentials: String?, account sid: String) throws {
        guard let credentials else { throw TwilioError.noCredentials }
        let user = credentials.prefix { $0 != ":" }
        guard user.wholeMatch(of: /(AC|SK)[0-9a-fA-F]{32}/) != nil else { throw TwilioError.badUsername }
        guard credentials == "\(account.sid):\(account.authToken)", sid == account.sid else {
            throw TwilioError.badCredentials
        }
    }
}

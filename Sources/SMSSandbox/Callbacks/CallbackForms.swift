extension Message {
    /// What the account is told when the message goes on.
    func statusForm(account: String) -> [String: String] {
        var form = form(account: account)
        form["MessageStatus"] = status.rawValue
        form["ErrorCode"] = errorCode.map { String($0) }
        if status == .delivered || status == .undelivered { form["RawDlrDoneDate"] = updatedAt.carrierText }
        return form
    }

    /// What the account is told of a message that came in.
    func inboundForm(account: String, keyword: Keyword?) -> [String: String] {
        var form = form(account: account)
        form["SmsMessageSid"] = sid
        form["Body"] = body
        form["NumMedia"] = "0"
        form["NumSegments"] = String(segments)
        form["OptOutType"] = keyword?.rawValue
        return form
    }

    private func form(account: String) -> [String: String] {
        var form = [
            "AccountSid": account, "ApiVersion": "2010-04-01", "MessageSid": sid, "SmsSid": sid,
            "SmsStatus": status.rawValue, "To": to,
        ]
        form["From"] = from
        form["MessagingServiceSid"] = serviceSID
        return form
    }
}

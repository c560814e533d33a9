extension Sandbox {
    /// A phone writes to one of the account's numbers: keywords take effect and are answered, the account is told.
    /// - Returns: nil when the number is not the account's, or the phone's is none.
    func receive(from phone: String, to number: String, body: String) -> Message? {
        guard account.numbers.contains(number), phone.isPhoneNumber else { return nil }
        let service = account.service(of: number)
        let message = Message(.inbound, from: phone, to: number, body: body, serviceSID: service, at: now())
        keep(message)
        let keyword = Keyword(body)
        if let keyword, apply(keyword, OptOut(sender: number, phone: phone)) {
            keep(Message(.answer, from: number, to: phone, body: keyword.answer, serviceSID: service, at: now()))
        }
        if let url = account.inboundURL {
            let told = account.tellsOptOutType ? keyword : nil
            callbacks.tell(url, message.inboundForm(account: account.sid, keyword: told))
        }
        return message
    }

    /// - Returns: whether it is answered: not when nothing changes by it.
    private func apply(_ keyword: Keyword, _ optOut: OptOut) -> Bool {
        switch keyword {
        case .stop:
            if optOuts.count >= Self.mostOptOuts { optOuts.removeFirst() }
            return optOuts.insert(optOut).inserted
        case .start: return optOuts.remove(optOut) != nil
        case .help: return !optOuts.contains(optOut)
        }
    }
}

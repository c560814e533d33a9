extension MailStep: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case subject, body, to
        case replyTo = "reply_to"
        case hasInvitation = "invitation"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        self.init(
            subject: try fields.value(.subject), body: try fields.value(.body),
            to: try fields.choices(.to, or: [.contact]), replyTo: try fields.value(.replyTo, or: ""),
            hasInvitation: try fields.value(.hasInvitation, or: false))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(subject, .subject)
        try written.put(body, .body)
        try written.put(choices: receivers, .to, unless: [.contact])
        try written.put(replyTo, .replyTo, unless: "")
        try written.put(hasInvitation, .hasInvitation, unless: false)
    }
}

extension SMSStep: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case body
    }

    package init(from decoder: any Decoder) throws {
        self.init(body: try Fields<Field>(decoder).value(.body))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(body, .body)
    }
}

extension NoticeStep: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case channels, to, address, subject, body
    }

    private enum Kind: String, CaseIterable {
        case assignedUser = "assigned_user"
        case hosts, admins, address
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        let kind: Kind = try fields.choice(.to, or: .assignedUser)
        let address: String? = try fields.optional(.address)
        let receiver: Receiver
        switch (kind, address) {
        case (.address, let address?): receiver = .address(address)
        case (.address, nil): throw fields.problem(.address, "missing", "Say which address.")
        case (_, _?):
            throw fields.problem(.address, "unknown_field", "An address belongs to “address” only. Leave it out.")
        case (.assignedUser, nil): receiver = .assignedUser
        case (.hosts, nil): receiver = .hosts
        case (.admins, nil): receiver = .admins
        }
        self.init(
            try fields.choices(.channels), to: receiver, subject: try fields.value(.subject, or: ""),
            body: try fields.value(.body))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(choices: channels, .channels)
        switch receiver {
        case .assignedUser: try written.put(choice: Kind.assignedUser, .to)
        case .hosts: try written.put(choice: Kind.hosts, .to)
        case .admins: try written.put(choice: Kind.admins, .to)
        case .address(let address):
            try written.put(choice: Kind.address, .to)
            try written.put(address, .address)
        }
        try written.put(subject, .subject, unless: "")
        try written.put(body, .body)
    }
}

extension WebhookStep: Codable {
    private enum Field: String, CodingKey, CaseIterable {
        case url, values
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        self.init(url: try fields.value(.url), values: try fields.value(.values, or: [:]))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(url, .url)
        try written.put(values, .values, unless: [:])
    }
}

import Foundation

/// What a request to send asks for, once all of it has been found right.
struct MessageOrder: Sendable {
    let to: String
    /// The number or name it comes from; of a Messaging Service the number it will choose.
    let sender: String
    let serviceSID: String?
    let body: String
    let callbackURL: String?

    /// - Throws: ``TwilioError``; of several faults the one that Twilio tells.
    init(_ fields: Fields, account: Account) throws {
        let service = fields.given("MessagingServiceSid")
        guard let from = fields.given("From") ?? service else { throw TwilioError.noFrom }
        guard let to = fields.given("To") else { throw TwilioError.noTo }
        guard let body = fields.given("Body") else { throw TwilioError.noBody }
        guard body.utf16.count <= 1600 else { throw TwilioError.tooLong }
        let callbackURL = fields.given("StatusCallback")
        if let callbackURL, callbackURL.wholeMatch(of: /https?:\/\/[^\s\/]+.*/) == nil {
            throw TwilioError.badCallback(callbackURL)
        }
        if let refusal = TwilioError.refusal(to: to, from: from) { throw refusal }
        serviceSID = service
        sender = try service.map { try Self.number(ofService: $0, account) } ?? Self.checked(from: from, account)
        if sender == to { throw TwilioError.sameNumbers(to) }
        self.to = to
        self.body = body
        self.callbackURL = callbackURL
    }

    private static func number(ofService sid: String, _ account: Account) throws -> String {
        guard let number = account.services[sid] else { throw TwilioError.noService(sid) }
        return number
    }

    /// A number or short code must be the account's; a name is anybody's.
    private static func checked(from: String, _ account: Account) throws -> String {
        if account.numbers.contains(from) { return from }
        if let refusal = TwilioError.refusal(from: from) { throw refusal }
        if from.wholeMatch(of: /[A-Za-z0-9 ]{1,11}/) != nil, from.contains(where: \.isLetter) { return from }
        let isNumber = from.isPhoneNumber || from.wholeMatch(of: /[0-9]{3,6}/) != nil
        throw isNumber ? TwilioError.foreignFrom(from) : TwilioError.badFrom(from)
    }
}

extension String {
    /// A plus sign and 8 to 15 digits.
    var isPhoneNumber: Bool { wholeMatch(of: /\+[1-9][0-9]{7,14}/) != nil }
}

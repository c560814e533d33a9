import Foundation

/// A message as the API answers it: every field is there, be it null.
struct MessageAnswer: Encodable {
    private enum Key: String, CodingKey {
        case sid, status, direction, from, to, body, price, uri
        case accountSID = "account_sid"
        case apiVersion = "api_version"
        case dateCreated = "date_created"
        case dateUpdated = "date_updated"
        case dateSent = "date_sent"
        case errorCode = "error_code"
        case errorMessage = "error_message"
        case serviceSID = "messaging_service_sid"
        case media = "num_media"
        case segments = "num_segments"
        case priceUnit = "price_unit"
        case subresources = "subresource_uris"
    }

    private let message: Message
    private let account: String

    init(_ message: Message, account: String) {
        self.message = message
        self.account = account
    }

    func encode(to encoder: any Encoder) throws {
        let uri = "/2010-04-01/Accounts/\(account)/Messages/\(message.sid)"
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(message.sid, forKey: .sid)
        try fields.encode(account, forKey: .accountSID)
        try fields.encode("2010-04-01", forKey: .apiVersion)
        try fields.encode(message.status.rawValue, forKey: .status)
        try fields.encode(message.direction.rawValue, forKey: .direction)
        try fields.encode(message.from, forKey: .from)
        try fields.encode(message.to, forKey: .to)
        try fields.encode(message.body, forKey: .body)
        try fields.encode(message.serviceSID, forKey: .serviceSID)
        try fields.encode("0", forKey: .media)
        try fields.encode(String(message.segments), forKey: .segments)
        try fields.encode(message.errorCode, forKey: .errorCode)
        try fields.encode(message.errorCode.map { TwilioError.words(for: $0) }, forKey: .errorMessage)
        try fields.encode(message.createdAt.rfc2822, forKey: .dateCreated)
        try fields.encode(message.updatedAt.rfc2822, forKey: .dateUpdated)
        try fields.encode(message.sentAt?.rfc2822, forKey: .dateSent)
        try fields.encodeNil(forKey: .price)
        try fields.encode("USD", forKey: .priceUnit)
        try fields.encode("\(uri).json", forKey: .uri)
        try fields.encode(["media": "\(uri)/Media.json"], forKey: .subresources)
    }
}

extension Date {
    /// `Thu, 24 Aug 2023 05:01:45 +0000`, as Twilio writes every instant.
    var rfc2822: String {
        formatted(
            Self.style(
                """
                \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
                \(second: .twoDigits) +0000
                """))
    }

    /// `2308240501`, as carriers write when a message was delivered.
    var carrierText: String {
        formatted(
            Self.style(
                """
                \(year: .twoDigits)\(month: .twoDigits)\(day: .twoDigits)\
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)
                """))
    }

    /// `05:01`, UTC.
    var clockText: String {
        formatted(
            Self.style("\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)"))
    }

    private static func style(_ format: Date.FormatString) -> Date.VerbatimFormatStyle {
        Date.VerbatimFormatStyle(
            format: format, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
            calendar: Calendar(identifier: .gregorian))
    }
}

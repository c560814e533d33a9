import Messaging
import Testing

struct `A phone number` {
    @Test(arguments: [
        ("+4915112345678", "+4915112345678"), ("+49 151 1234-5678", "+4915112345678"),
        ("0049 (151) 12345678", "+4915112345678"), ("+44 (0) 20 7946 0958", "+442079460958"),
        ("+1.555.123.4567", "+15551234567"), (" +1\u{A0}555\u{2011}123/4567 ", "+15551234567"),
        ("+12345678", "+12345678"), ("+123456789012345", "+123456789012345"),
    ])
    func `is read as people write it`(text: String, expected: String) throws {
        #expect(try PhoneNumber(text).e164 == expected)
    }

    @Test(arguments: [
        ("0151 12345678", "49", "+4915112345678"), ("(555) 123-4567", "1", "+15551234567"),
        ("+33 6 12 34 56 78", "49", "+33612345678"), ("0033612345678", "49", "+33612345678"),
    ])
    func `of a country gets that country's calling code`(text: String, code: String, expected: String) throws {
        #expect(try PhoneNumber(text, defaultCallingCode: code).e164 == expected)
    }

    @Test(arguments: [
        ("", "is empty"), (" - ", "is empty"), ("0151 12345678", "must begin with +"),
        ("5551234567", "must begin with +"),
        ("+1234567", "and has 7"), ("+1234567890123456", "and has 16"), ("+0151123456", "begins with 0"),
        ("+49 151 CALL", "“C”"), ("+49+151123456", "“+”"), ("+٤٩١٥١١٢٣٤٥٦", "“٤”"), ("ann@example.com", "“a”"),
    ])
    func `that is none is refused with what is wrong`(text: String, words: String) throws {
        let error = try #require(throws: MessagingError.self) { try PhoneNumber(text) }
        guard case .invalid("phone number", let reason) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains(words))
        #expect(error.isPermanent && error.medium == .text)
    }

    @Test(arguments: ["", "0", "049", "+49", "1234", "de"])
    func `is not completed with a code that no country has`(code: String) throws {
        let error = try #require(throws: MessagingError.self) {
            try PhoneNumber("0151 12345678", defaultCallingCode: code)
        }
        #expect(error.description.contains("calling code"))
    }
}

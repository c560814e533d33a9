import Foundation
import TimeZones

/// Collects what is wrong with the fields of a form, so that all of it is said at once.
struct Validation {
    private(set) var faults: [OperationError.Field] = []

    mutating func fault(_ field: String, _ code: String, _ message: String) {
        faults.append(OperationError.Field(field, code, message))
    }

    /// Trimmed text of at most `longest` characters; control characters have no place in it, but in a text of
    /// several lines new lines do.
    mutating func text(
        _ value: String, _ field: String, _ label: String, longest: Int, isRequired: Bool = true,
        lines: Bool = false
    ) -> String {
        let trimmed = value.trimmed
        if trimmed.isEmpty, isRequired {
            fault(field, "missing", "\(label) is missing.")
        } else if trimmed.utf8.count <= longest, trimmed.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            // Nearly always: nothing in it needs a closer look.
            return trimmed
        } else if trimmed.unicodeScalars.count > longest {
            fault(
                field, "too_long",
                "\(label) may have at most \(longest) characters; this has \(trimmed.unicodeScalars.count).")
        } else if trimmed.unicodeScalars.contains(where: {
            $0.properties.generalCategory == .control && !(lines && ($0 == "\n" || $0 == "\r" || $0 == "\t"))
        }) {
            fault(field, "bad_character", "\(label) contains a character that cannot be used.")
        }
        return trimmed
    }

    /// An address in lower case that mail can be sent to, as far as its form tells.
    mutating func email(_ value: String, _ field: String) -> String {
        let email = value.trimmed.lowercased()
        if email.isEmpty {
            fault(field, "missing", "The e-mail address is missing.")
        } else if !EmailAddress.isPlausible(email) {
            fault(field, "bad_email", "This is not an e-mail address. It should look like name@example.com.")
        }
        return email
    }

    /// A telephone number, or nothing.
    mutating func phone(_ value: String, _ field: String) -> String {
        let number = text(value, field, "The phone number", longest: 40, isRequired: false)
        if !number.isEmpty, let wrong = PhoneNumber.fault(in: number) { fault(field, wrong.code, wrong.message) }
        return number
    }

    mutating func zone(_ name: String, _ field: String, in zones: ZoneDatabase) -> Zone? {
        if name.isEmpty {
            fault(field, "missing", "The time zone is missing. It should look like Europe/Berlin.")
            return nil
        }
        do {
            return try zones.zone(name)
        } catch {
            fault(field, "unknown_zone", error.description)
            return nil
        }
    }

    mutating func number(_ text: String, _ field: String, _ label: String, within range: ClosedRange<Int>) -> Int {
        guard let number = Int(text.trimmingCharacters(in: .whitespaces)), range.contains(number) else {
            fault(
                field, "out_of_range",
                "\(label) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
            return range.lowerBound
        }
        return number
    }

    /// - Throws: all that was found, if anything.
    func finish() throws(OperationError) {
        if !faults.isEmpty { throw .invalid(faults) }
    }
}

/// What an e-mail address looks like (RFC 5321, without its rarities and without scripts beyond ASCII).
package enum EmailAddress {
    /// Whether mail could be sent there, as far as the form tells.
    package static func isPlausible(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].count) else { return false }
        let labels = parts[1].split(separator: dot, omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy(isLabel) && isLocal(parts[0])
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
    }

    private static func isLocal(_ local: Substring.UTF8View) -> Bool {
        let words = local.split(separator: dot, omittingEmptySubsequences: false)
        return words.allSatisfy { word in
            !word.isEmpty && word.allSatisfy { isAlphanumeric($0) || marks.contains($0) }
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    private static let dot = UInt8(ascii: ".")
    private static let hyphen = UInt8(ascii: "-")
    private static let marks = Array("!#$%&'*+/=?^_`{|}~-".utf8)
}

extension String {
    /// Without white space around it.
    fileprivate var trimmed: String {
        // Nearly always there is none: Foundation's way copies the text even then.
        if let first = utf8.first, let last = utf8.last, (0x21..<0x7F).contains(first),
            (0x21..<0x7F).contains(last)
        {
            return self
        }
        return trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Phone numbers as people type them.
package enum PhoneNumber {
    /// Whether a telephone could dial it.
    package static func isPlausible(_ text: String) -> Bool {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isNumber || " +-()./".contains($0)) }
        return isPlain && (5...20).contains(text.filter(\.isNumber).count)
    }

    /// Why no telephone could dial it; nil when one could.
    static func fault(in text: String) -> (code: String, message: String)? {
        isPlausible(text) ? nil : ("bad_phone", "This is not a phone number. It should look like +49 30 1234567.")
    }
}
